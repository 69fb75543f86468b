namespace Ausweisstatus.Domain.Expectation;

/// <summary>Who waits for one kind of document at the end of a working day, in the order in which they came, and how many are served a day.</summary>
/// <param name="Day">The last complete working day.</param>
/// <param name="Rate">Documents dispatched a working day of late.</param>
/// <param name="FirstStart">The working day of the first of <paramref name="Waiting"/>.</param>
/// <param name="Waiting">How many wait of those who came on each working day.</param>
public sealed record WaitingLine(int Day, double Rate, int FirstStart, IReadOnlyList<int> Waiting)
{
    /// <summary>Who waits for more working days than these was forgotten, or the facts were: nobody stands behind them.</summary>
    public const int Longest = 120;

    /// <summary>Over so many working days: what is told late, and how unevenly a plant dispatches, matter little then.</summary>
    public const int RateDays = 15;

    // A line may be short by chance.
    private const int Grace = 10;

    private readonly double[] ahead = Sums(Waiting);

    /// <param name="making">Of this kind: <see cref="Leg.Making"/>, as it is known now, and how often.</param>
    /// <param name="day">The last complete working day.</param>
    public static WaitingLine Of(IReadOnlyDictionary<Span, int> making, int day)
    {
        var first = day - Longest;
        var (waiting, served, oldest) = (new int[Longest + 1], 0, day);
        foreach (var (span, count) in making)
        {
            if (span.Start >= first && span.Start <= day && (span.End is null || span.End > day))
            {
                waiting[span.Start - first] += count;
                oldest = Math.Min(oldest, span.Start);
            }

            served += span is { IsReached: true, End: { } end } && end > day - RateDays && end <= day ? count : 0;
        }

        return new(day, (double)served / RateDays, oldest, waiting[(oldest - first)..]);
    }

    /// <summary>How many working days the line ahead takes at this rate, for who came on this working day; null where nobody is served.</summary>
    public double? DaysAhead(int start)
    {
        if (Rate <= 0)
        {
            return null;
        }

        var place = Math.Clamp(start - FirstStart, 0, Waiting.Count);
        // Half of those who came on the same day came before.
        var sameDay = place < Waiting.Count && start >= FirstStart ? Waiting[place] : 0;
        return (ahead[place] + (sameDay / 2.0) + 1) / Rate;
    }

    /// <summary>
    /// Whether who came on this working day was passed over: they waited for more than twice as long as who comes now has to, and two weeks. Most of those who came
    /// after them were served, so the line says nothing about them.
    /// </summary>
    public bool HasPassedOver(int start) => Rate > 0 && Day - start > (2 * ahead[^1] / Rate) + Grace;

    private static double[] Sums(IReadOnlyList<int> waiting)
    {
        var sums = new double[waiting.Count + 1];
        for (var i = 0; i < waiting.Count; i++)
        {
            sums[i + 1] = sums[i] + waiting[i];
        }

        return sums;
    }
}
