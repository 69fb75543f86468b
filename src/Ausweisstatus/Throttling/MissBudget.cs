using System.Collections.Concurrent;

namespace Ausweisstatus.Throttling;

/// <summary>Misses of an address that other nodes have to know of.</summary>
/// <param name="Place">Where the address is counted.</param>
/// <param name="Misses">How many.</param>
internal readonly record struct AddressMisses(int Place, int Misses);

/// <summary>
/// How many misses somebody may have: so many at once, and then one each interval (the generic cell rate algorithm). A miss is taken
/// before it is known to be one, and given back when it was none; a limiter of the runtime gives nothing back. For each of a fixed number
/// of places stands the moment at which all its misses will be forgiven: a bound on memory that nobody outside can move.
/// </summary>
internal sealed class MissBudget
{
    private readonly long[] forgiven;
    private readonly ConcurrentDictionary<int, int> unsent = new();
    private readonly long interval;
    private readonly TimeProvider clock;
    private readonly long start;

    /// <param name="places">How many are counted apart; a power of two.</param>
    /// <param name="atOnce">Misses at once.</param>
    /// <param name="interval">In the long run one miss in so much time.</param>
    /// <param name="clock">The time.</param>
    public MissBudget(int places, int atOnce, TimeSpan interval, TimeProvider clock)
    {
        forgiven = new long[places];
        (AtOnce, this.interval, this.clock, start) = (atOnce, interval.Ticks, clock, clock.GetTimestamp());
    }

    public int AtOnce { get; }

    public TimeSpan Interval => new(interval);

    public int PlaceOf(ulong hash) => (int)(hash & (ulong)(forgiven.Length - 1));

    /// <summary>Takes a miss, unless there is none left; then tells how long until there is one.</summary>
    /// <param name="place">Whose.</param>
    /// <param name="share">Only one part in so many of what may be had at once.</param>
    /// <param name="wait">Until the next may be taken; zero where one was.</param>
    public bool TryTake(int place, int share, out TimeSpan wait)
    {
        ref var moment = ref forgiven[place];
        while (true)
        {
            var (seen, now) = (Volatile.Read(ref moment), Now());
            var next = Math.Max(seen, now) + interval;
            var tooMuch = next - now - (Math.Max(1, AtOnce / share) * interval);
            if (tooMuch > 0)
            {
                wait = new TimeSpan(tooMuch);
                return false;
            }

            if (Interlocked.CompareExchange(ref moment, next, seen) == seen)
            {
                wait = TimeSpan.Zero;
                return true;
            }
        }
    }

    /// <summary>What was taken was no miss after all.</summary>
    public void GiveBack(int place) => Interlocked.Add(ref forgiven[place], -interval);

    /// <summary>What was taken was a miss, and the other nodes have to know.</summary>
    public void Share(int place) => unsent.AddOrUpdate(place, 1, (_, misses) => misses + 1);

    /// <summary>Takes misses that other nodes do not know of yet, so many addresses at most.</summary>
    public List<AddressMisses> TakeUnsent(int atMost)
    {
        List<AddressMisses> taken = [];
        foreach (var (place, _) in unsent)
        {
            if (taken.Count == atMost)
            {
                break;
            }

            if (unsent.TryRemove(place, out var misses))
            {
                taken.Add(new AddressMisses(place, misses));
            }
        }

        return taken;
    }

    /// <summary>They could not be told to the others.</summary>
    public void PutBack(List<AddressMisses> taken) =>
        taken.ForEach(one => unsent.AddOrUpdate(one.Place, one.Misses, (_, misses) => misses + one.Misses));

    /// <summary>Takes over what all nodes together know, where it is more than this one does.</summary>
    /// <param name="place">Whose.</param>
    /// <param name="ahead">In how much time all misses will be forgiven.</param>
    public void Learn(int place, TimeSpan ahead)
    {
        ref var moment = ref forgiven[place];
        // What another node let through under a larger setting counts as much as there can be here.
        var shared = Now() + Math.Min(ahead.Ticks, AtOnce * interval);
        for (var seen = Volatile.Read(ref moment); shared > seen;)
        {
            var now = Interlocked.CompareExchange(ref moment, shared, seen);
            if (now == seen)
            {
                return;
            }

            seen = now;
        }
    }

    private long Now() => clock.GetElapsedTime(start).Ticks;
}
