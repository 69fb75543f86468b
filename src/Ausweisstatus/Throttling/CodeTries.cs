namespace Ausweisstatus.Throttling;

/// <summary>
/// What goes on at one code now: which tries are under way, and who missed how often, so that those who missed least go first after a
/// pause. Not thread-safe.
/// </summary>
internal sealed class CodeTries
{
    // Who comes from more addresses than these is taken for new again.
    private const int CallersKept = 32;

    private readonly List<UnderWay> underWay = [];
    private List<Missing>? missing;
    private int fewestOfWaiting = int.MaxValue;

    /// <summary>Different dates of birth that are being tried.</summary>
    public int Count => underWay.Count;

    /// <summary>Whether anything would be lost if this were forgotten.</summary>
    public bool IsIdle => underWay.Count == 0 && missing is null;

    /// <summary>The same question, asked again while it is under way, is the same try.</summary>
    public bool Join(string lookup)
    {
        if (underWay.Find(one => one.Lookup == lookup) is not { } known)
        {
            return false;
        }

        known.Askers++;
        return true;
    }

    public void Begin(string lookup) => underWay.Add(new UnderWay(lookup));

    /// <summary>Somebody has the result of a try.</summary>
    /// <returns>Whether this is a miss that was not counted yet.</returns>
    public bool End(string lookup, bool missed)
    {
        var known = underWay.Find(one => one.Lookup == lookup)!;
        var counts = missed && !known.Counted;
        known.Counted |= missed;
        if (--known.Askers == 0)
        {
            underWay.Remove(known);
        }

        return counts;
    }

    /// <summary>Somebody asked in vain during a pause.</summary>
    public void Waits(ulong caller) => fewestOfWaiting = Math.Min(fewestOfWaiting, MissesOf(caller));

    /// <summary>Whether nobody who waited missed less often.</summary>
    public bool IsFirst(ulong caller) => MissesOf(caller) <= fewestOfWaiting;

    /// <summary>A miss begins a new pause, in which nobody has waited yet.</summary>
    public void Missed(ulong caller)
    {
        fewestOfWaiting = int.MaxValue;
        missing ??= new(4);
        var at = missing.FindIndex(one => one.Caller == caller);
        var misses = at < 0 ? 1 : missing[at].Misses + 1;
        if (at < 0 && missing.Count == CallersKept)
        {
            at = 0;
        }

        if (at >= 0)
        {
            missing.RemoveAt(at);
        }

        missing.Add(new Missing(caller, misses));
    }

    /// <summary>Another day.</summary>
    public void ForgetCallers() => (missing, fewestOfWaiting) = (null, int.MaxValue);

    private int MissesOf(ulong caller)
    {
        var at = missing?.FindIndex(one => one.Caller == caller) ?? -1;
        return at < 0 ? 0 : missing![at].Misses;
    }

    private readonly record struct Missing(ulong Caller, int Misses);

    private sealed class UnderWay(string lookup)
    {
        public string Lookup => lookup;

        public int Askers { get; set; } = 1;

        public bool Counted { get; set; }
    }
}
