namespace Ausweisstatus.Domain.Expectation;

/// <summary>
/// How long people waited against what the line ahead of them promised: the logarithm of days waited to days ahead. Learned from all who waited on
/// earlier days, those who wait still included, and apart for those at the beginning, in the middle and at the end of their way: who is nearly there is
/// late by other shares than who has just come.
/// </summary>
public sealed class QueueScores
{
    private const double Least = -4;
    private const double StepWidth = 0.04;
    private const int Steps = 200;

    // In working days: what is so much older counts half.
    private const double HalfLife = 8;

    private const double EnoughWeight = 30;

    // Shares of the way that lie behind.
    private static readonly double[] Parts = [0.1, 0.25, 0.4, 0.55, 0.7, 0.85, 0.95];

    private QueueScores(IReadOnlyList<SurvivalCurve?> curves) => Curves = curves;

    /// <summary>For each part of the way, then for all; null where too little is known.</summary>
    public IReadOnlyList<SurvivalCurve?> Curves { get; }

    /// <param name="making">Of one kind: <see cref="Leg.Making"/>, as it is known now, and how often.</param>
    /// <param name="lines">Of earlier working days, as they were known then.</param>
    /// <param name="day">The last complete working day.</param>
    public static QueueScores Of(IReadOnlyDictionary<Span, int> making, IEnumerable<WaitingLine> lines, int day)
    {
        var parts = Array.ConvertAll(new ObservedSteps[Parts.Length + 2], _ => new ObservedSteps(Steps));
        foreach (var line in lines)
        {
            var weight = Math.Pow(2, (line.Day - day) / HalfLife);
            foreach (var (span, count) in making)
            {
                if (span.Start > line.Day || span.Start < line.Day - WaitingLine.Longest || span.End <= line.Day || line.DaysAhead(span.Start) is not { } ahead)
                {
                    continue;
                }

                // In the middle of its day; seen going on to the evening.
                var waited = span.IsReached ? span.End!.Value - line.Day - 0.5 : (span.End - 1 ?? day) - line.Day;
                if (waited > 0)
                {
                    var step = StepOf(waited, ahead);
                    parts[PartOf(ahead, line.Day - span.Start)].Add(step, span.IsReached, weight * count);
                    parts[^1].Add(step, span.IsReached, weight * count);
                }
            }
        }

        return new(Array.ConvertAll(parts, CurveOf));
    }

    /// <summary>Some that were kept.</summary>
    public static QueueScores From(IReadOnlyList<SurvivalCurve?> curves) => new(curves);

    /// <summary>On which of the next working days it ends for who has this line ahead; null where too little is known.</summary>
    /// <param name="ahead">In working days; see <see cref="WaitingLine.DaysAhead"/>.</param>
    /// <param name="elapsed">Working days waited so far.</param>
    public DayShares? Remaining(double ahead, int elapsed) =>
        (Curves[PartOf(ahead, elapsed)] ?? Curves[^1]) is { } curve ? DayShares.Of(days => curve.Beyond(StepOf(days, ahead))) : null;

    private static SurvivalCurve? CurveOf(ObservedSteps observed) =>
        SurvivalCurve.Of(observed, EnoughWeight) is { IsKnown: true } curve ? curve : null;

    private static int PartOf(double ahead, int elapsed)
    {
        var behind = elapsed / (elapsed + ahead);
        var part = Array.FindIndex(Parts, bound => behind <= bound);
        return part < 0 ? Parts.Length : part;
    }

    private static int StepOf(double waited, double ahead) =>
        waited <= 0 ? -1 : Math.Clamp((int)((Math.Log(waited / ahead) - Least) / StepWidth), 0, Steps - 1);
}
