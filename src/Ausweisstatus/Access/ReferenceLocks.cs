namespace Ausweisstatus.Access;

/// <summary>
/// Counts misses per reference and locks what is tried too often. A fixed table: it can neither grow nor be made to
/// forget one reference by trying many others. Two references in one place are counted together, which at worst
/// locks one an hour too much.
/// </summary>
internal sealed class ReferenceLocks(int missesToLock, TimeProvider clock)
{
    private const int Places = 1 << 21;
    private const int HourInSeconds = 3600;

    // Each place: second at which the hour began << 8 | misses. Zero: nothing known.
    private readonly long[] _places = new long[Places];
    private readonly long _start = clock.GetTimestamp();

    public bool IsLocked(ulong key)
    {
        var (began, misses) = Read(Volatile.Read(ref Place(key)));
        return misses >= missesToLock && Second() - began < HourInSeconds;
    }

    public void Missed(ulong key)
    {
        ref var place = ref Place(key);
        var now = Second();
        while (true)
        {
            var seen = Volatile.Read(ref place);
            var (began, misses) = Read(seen);
            var over = now - began >= HourInSeconds;
            // A lock is not prolonged: otherwise one miss an hour would keep a citizen out for good.
            if (!over && misses >= missesToLock) return;
            if (over || misses == 0) (began, misses) = (now, 0);
            misses++;
            // The lock's own hour begins with the miss that locks.
            if (misses >= missesToLock) began = now;
            if (Interlocked.CompareExchange(ref place, began << 8 | (uint)misses, seen) == seen) return;
        }
    }

    private long Second() => (long)clock.GetElapsedTime(_start).TotalSeconds;

    private static (long Began, int Misses) Read(long place) => (place >> 8, (int)(place & 0xff));

    private ref long Place(ulong key) => ref _places[key % Places];
}
