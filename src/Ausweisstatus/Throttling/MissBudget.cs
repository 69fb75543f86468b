using System.Collections.Concurrent;

namespace Ausweisstatus.Throttling;

/// <summary>
/// How many misses somebody may have: so many at once, and then one each interval (the generic cell rate algorithm). A miss is taken
/// before it is known to be one, and given back when it was none; a limiter of the runtime gives nothing back. For each of a fixed number
/// of places stands the moment at which all its misses will be forgiven: a bound on memory that nobody outside can move. Where there would
/// be one left if those under way turned out to be none, one waits for them: many who ask at once and are right are not refused.
/// </summary>
internal sealed class MissBudget
{
    private readonly long[] forgiven;
    private readonly ConcurrentDictionary<int, int> unsent = new();
    private readonly int[] underWay;
    private readonly Dictionary<int, Queue<TaskCompletionSource>> waiting = [];
    private readonly Lock gate = new();
    private readonly long interval;
    private readonly TimeProvider clock;
    private readonly long start;
    private int waiters;

    /// <param name="places">How many are counted apart; a power of two.</param>
    /// <param name="atOnce">Misses at once.</param>
    /// <param name="interval">In the long run one miss in so much time.</param>
    /// <param name="clock">The time.</param>
    public MissBudget(int places, int atOnce, TimeSpan interval, TimeProvider clock)
    {
        (forgiven, underWay) = (new long[places], new int[places]);
        (AtOnce, this.interval, this.clock, start) = (atOnce, interval.Ticks, clock, clock.GetTimestamp());
    }

    public int AtOnce { get; }

    public TimeSpan Interval => new(interval);

    public int PlaceOf(ulong hash) => (int)(hash & (ulong)(forgiven.Length - 1));

    /// <summary>How many tries have taken a miss and do not know yet whether they are one.</summary>
    public int UnderWay(int place) => Volatile.Read(ref underWay[place]);

    /// <summary>Takes a miss, unless there is none left and none comes back from those under way.</summary>
    /// <param name="place">Whose.</param>
    /// <param name="share">Only one part in so many of what may be had at once.</param>
    /// <param name="cancellation">Gives up waiting for those under way.</param>
    /// <returns>How long until there is one; zero where one was taken.</returns>
    public async ValueTask<TimeSpan> TakeAsync(int place, int share, CancellationToken cancellation)
    {
        TimeSpan wait;
        while (!TryTake(place, share, out wait))
        {
            var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            lock (gate)
            {
                // First, so that whoever ends a try from now on sees this one waiting.
                Interlocked.Increment(ref waiters);
                var nobody = UnderWay(place) == 0;
                if (TryTake(place, share, out wait) || nobody)
                {
                    Interlocked.Decrement(ref waiters);
                    return wait;
                }

                (waiting.TryGetValue(place, out var queue) ? queue : waiting[place] = new()).Enqueue(turn);
            }

            await turn.Task.WaitAsync(cancellation);
        }

        return wait;
    }

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
                Interlocked.Increment(ref underWay[place]);
                wait = TimeSpan.Zero;
                return true;
            }
        }
    }

    /// <summary>What was taken was no miss after all.</summary>
    public void GiveBack(int place)
    {
        Interlocked.Add(ref forgiven[place], -interval);
        End(place, atLeastOne: true);
    }

    /// <summary>What was taken was a miss, and the other nodes have to know.</summary>
    public void Share(int place)
    {
        unsent.AddOrUpdate(place, 1, (_, misses) => misses + 1);
        End(place, atLeastOne: false);
    }

    // One that came back is for one who waits; after the last there is nothing to wait for.
    private void End(int place, bool atLeastOne)
    {
        var last = Interlocked.Decrement(ref underWay[place]) == 0;
        if ((!last && !atLeastOne) || Volatile.Read(ref waiters) == 0)
        {
            return;
        }

        lock (gate)
        {
            if (!waiting.TryGetValue(place, out var queue))
            {
                return;
            }

            for (var some = last ? queue.Count : 1; some > 0; some--)
            {
                Interlocked.Decrement(ref waiters);
                queue.Dequeue().SetResult();
            }

            if (queue.Count == 0)
            {
                waiting.Remove(place);
            }
        }
    }

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
