namespace Ausweisstatus.Throttling;

/// <summary>
/// What goes on at one code now: which tries are under way, and who missed and who waits, so that after a pause those go first who missed
/// least, and among them those who asked least. Not thread-safe.
/// </summary>
internal sealed class CodeTries
{
    // Who comes from more addresses than these is taken for new again.
    private const int CallersKept = 32;

    private readonly List<UnderWay> underWay = [];
    private List<Caller>? missing;

    // Only those of all who wait that missed least, and how often they asked meanwhile.
    private List<Caller>? waiting;
    private int fewestMisses = int.MaxValue;

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
    public void Waits(ulong caller)
    {
        var misses = NumberOf(missing, caller);
        if (misses < fewestMisses)
        {
            fewestMisses = misses;
            waiting?.Clear();
        }

        if (misses == fewestMisses)
        {
            CountOnce(waiting ??= new(4), caller);
        }
    }

    /// <summary>Whether nobody who waited goes before this caller.</summary>
    public bool IsFirst(ulong caller)
    {
        var misses = NumberOf(missing, caller);
        return misses < fewestMisses
            || (misses == fewestMisses && NumberOf(waiting, caller) is var asked && waiting!.TrueForAll(other => asked <= other.Times));
    }

    /// <summary>A miss begins a new pause, in which nobody has waited yet.</summary>
    public void Missed(ulong caller)
    {
        ForgetWaiting();
        CountOnce(missing ??= new(4), caller);
    }

    /// <summary>Another day.</summary>
    public void ForgetCallers()
    {
        missing = null;
        ForgetWaiting();
    }

    private void ForgetWaiting() => (waiting, fewestMisses) = (null, int.MaxValue);

    private static int NumberOf(List<Caller>? callers, ulong caller)
    {
        var at = callers?.FindIndex(one => one.Hash == caller) ?? -1;
        return at < 0 ? 0 : callers![at].Times;
    }

    // The one that was counted longest ago makes room for another.
    private static void CountOnce(List<Caller> callers, ulong caller)
    {
        var at = callers.FindIndex(one => one.Hash == caller);
        var times = at < 0 ? 1 : callers[at].Times + 1;
        if (at >= 0 || callers.Count == CallersKept)
        {
            callers.RemoveAt(Math.Max(at, 0));
        }

        callers.Add(new Caller(caller, times));
    }

    private readonly record struct Caller(ulong Hash, int Times);

    private sealed class UnderWay(string lookup)
    {
        public string Lookup => lookup;

        public int Askers { get; set; } = 1;

        public bool Counted { get; set; }
    }
}
