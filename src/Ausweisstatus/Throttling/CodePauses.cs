namespace Ausweisstatus.Throttling;

/// <summary>
/// Slows down who guesses the date of birth of a code: some misses a day are free, then each begins a pause. In a pause nobody is let
/// through; after it one is, and as long again it must be one of those who missed least, so that who hammers does not keep out who has
/// reason to ask. A try under way counts as a miss until it turns out to be none, so sending many at once lets no more of them through.
/// </summary>
/// <remarks>
/// A fixed table: it can neither grow nor be made to forget one code by trying many others. Codes in one place are counted together, which
/// at worst makes somebody wait without reason. Codes that do not exist are treated the same.
/// </remarks>
internal sealed class CodePauses(int free, TimeProvider clock)
{
    public const int Places = 1 << 21;

    // Who mistypes once or twice is no business of other nodes, nor of the list of those who miss often.
    private const int FewMisses = 3;
    private const int Shards = 256;
    private const ushort MostMisses = 60_000;

    private readonly Place[] places = new Place[Places];
    private readonly CodeTriesShard[] shards = [.. Enumerable.Range(0, Shards).Select(_ => new CodeTriesShard())];
    private readonly long start = clock.GetTimestamp();

    public static int PlaceOf(ulong hash) => (int)(hash % Places);

    /// <summary>Begins a try. It ends with <see cref="End"/>, if it was let through.</summary>
    /// <param name="at">Where the code is counted.</param>
    /// <param name="caller">Whose try it is.</param>
    /// <param name="lookup">Tells different dates of birth apart.</param>
    /// <param name="share">Only one part in so many of the free misses.</param>
    /// <returns>Whether it is let through.</returns>
    public bool TryBegin(int at, ulong caller, string lookup, int share)
    {
        var shard = shards[at % Shards];
        lock (shard.Gate)
        {
            var tries = shard.TriesAt(at);
            var now = Now();
            ref var place = ref Today(at, now, tries);
            if (tries.Join(lookup))
            {
                return true;
            }

            var freeHere = Math.Max(1, free / share);
            if (place.Misses + tries.Count < freeHere || (tries.Count == 0 && IsTurnOf(caller, place, tries, now, freeHere)))
            {
                tries.Begin(lookup);
                return true;
            }

            tries.Waits(caller);
            Release(shard, at, tries, place.Misses);
            return false;
        }
    }

    /// <summary>Ends a try that was let through.</summary>
    /// <param name="at">Where the code is counted.</param>
    /// <param name="caller">Whose try it is.</param>
    /// <param name="lookup">As it began.</param>
    /// <param name="missed">Whether nothing was found; false also where nobody could look.</param>
    public void End(int at, ulong caller, string lookup, bool missed)
    {
        var shard = shards[at % Shards];
        lock (shard.Gate)
        {
            var tries = shard.TriesAt(at);
            var now = Now();
            ref var place = ref Today(at, now, tries);
            if (tries.End(lookup, missed))
            {
                if (place.Misses == 0)
                {
                    place.Began = SecondOf(now);
                }

                place.Last = now;
                place.Misses = (ushort)Math.Min(place.Misses + 1, MostMisses);
                place.Unsent = (ushort)Math.Min(place.Unsent + 1, MostMisses);
                if (place.Misses >= FewMisses)
                {
                    tries.Missed(caller);
                    shard.Unsent.Add(at);
                }
            }

            Release(shard, at, tries, place.Misses);
        }
    }

    /// <summary>Takes misses that other nodes do not know of yet, so many codes at most.</summary>
    public List<CodeMisses> TakeUnsent(int atMost)
    {
        List<CodeMisses> taken = [];
        foreach (var shard in shards)
        {
            lock (shard.Gate)
            {
                var now = Now();
                foreach (var at in shard.Unsent.Take(atMost - taken.Count).ToList())
                {
                    ref var place = ref places[at];
                    taken.Add(new CodeMisses(at, place.Unsent, TimeSpan.FromSeconds(SecondOf(now) - place.Began), TimeSpan.FromMilliseconds(now - place.Last)));
                    place.Unsent = 0;
                    shard.Unsent.Remove(at);
                }
            }
        }

        taken.RemoveAll(misses => misses.Misses == 0);
        return taken;
    }

    /// <summary>They could not be told to the others.</summary>
    public void PutBack(List<CodeMisses> taken)
    {
        foreach (var misses in taken)
        {
            var shard = shards[misses.Place % Shards];
            lock (shard.Gate)
            {
                ref var place = ref places[misses.Place];
                place.Unsent = (ushort)Math.Min(place.Unsent + misses.Misses, MostMisses);
                shard.Unsent.Add(misses.Place);
            }
        }
    }

    /// <summary>Takes over what all nodes together know.</summary>
    public void Learn(CodeMisses known)
    {
        var shard = shards[known.Place % Shards];
        lock (shard.Gate)
        {
            var now = Now();
            ref var place = ref places[known.Place];
            var last = now - (long)known.Last.TotalMilliseconds;
            place.Last = place.Misses == 0 ? last : Math.Max(place.Last, last);
            place.Misses = (ushort)Math.Min(known.Misses + place.Unsent, MostMisses);
            place.Began = SecondOf(now - (long)known.Began.TotalMilliseconds);
        }
    }

    private static bool IsTurnOf(ulong caller, in Place place, CodeTries tries, long now, int free)
    {
        var pause = (long)PauseSchedule.After(place.Misses, free).TotalMilliseconds;
        var sincePause = now - place.Last - pause;
        return sincePause >= 0 && (sincePause >= pause || tries.IsFirst(caller));
    }

    private ref Place Today(int at, long now, CodeTries tries)
    {
        ref var place = ref places[at];
        if (place.Misses > 0 && SecondOf(now) - place.Began >= PauseSchedule.Day.TotalSeconds)
        {
            place = default;
            tries.ForgetCallers();
        }

        return ref place;
    }

    // Who missed is remembered for the codes that are missed most; the others need nothing once no try is under way.
    private void Release(CodeTriesShard shard, int at, CodeTries tries, int misses)
    {
        if (tries.Count > 0)
        {
            return;
        }

        if (misses < FewMisses)
        {
            shard.Forget(at, tries);
        }
        else if (shard.Tries.Count > CodeTriesShard.MostKept)
        {
            var (least, forgotten) = shard.Tries.Where(one => one.Value.Count == 0).MinBy(one => places[one.Key].Misses);
            shard.Forget(least, forgotten);
        }
    }

    private long Now() => (long)clock.GetElapsedTime(start).TotalMilliseconds;

    private static int SecondOf(long milliseconds) => (int)(milliseconds / 1000);

    /// <summary>Times since the start of this node, or before it: the first miss of the day in seconds, the last in milliseconds.</summary>
    private struct Place
    {
        public long Last;
        public int Began;
        public ushort Misses;
        public ushort Unsent;
    }
}
