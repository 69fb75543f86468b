namespace Ausweisstatus.Throttling;

/// <summary>
/// How long nobody else is let through to a code after a miss, by the misses of the day. Whoever has the right date of birth waits no
/// longer than this: less than a minute up to a hundred misses, less than ten minutes above.
/// </summary>
internal static class PauseSchedule
{
    /// <summary>Misses are forgotten when so much time has passed since the first of them.</summary>
    public static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private const int ManyMisses = 100;
    private const int DoublingsAtMost = 6;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(50);
    private static readonly TimeSpan AfterMany = TimeSpan.FromMinutes(9);

    /// <param name="misses">The misses of the day.</param>
    /// <param name="free">How many of them are without a pause.</param>
    public static TimeSpan After(int misses, int free)
    {
        if (misses < free)
        {
            return TimeSpan.Zero;
        }

        if (misses >= Math.Max(ManyMisses, free))
        {
            return AfterMany;
        }

        // 1, 2, 4 … seconds.
        var doubled = TimeSpan.FromSeconds(1 << Math.Min(misses - free, DoublingsAtMost));
        return doubled < Longest ? doubled : Longest;
    }
}
