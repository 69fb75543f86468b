namespace Ausweisstatus.Domain.Expectation;

/// <summary>
/// How long something goes on, in steps from 0: Kaplan and Meier's estimate from weighted observations. What was going on when it was last seen
/// counts as that, and not as ended.
/// </summary>
public sealed class SurvivalCurve
{
    // By step, the share that goes on beyond it; it falls no further after the last.
    private readonly double[] beyond;

    private SurvivalCurve(double[] beyond) => this.beyond = beyond;

    /// <summary>The share that goes on beyond all that is known.</summary>
    public double Rest => beyond.Length == 0 ? 1 : beyond[^1];

    public IReadOnlyList<double> Shares => beyond;

    /// <summary>Whether the upper end of a range can be read from it.</summary>
    public bool IsKnown => Rest <= 0.08;

    /// <param name="observed">What was seen.</param>
    /// <param name="enough">With which weight it must have ended; otherwise nothing is known.</param>
    public static SurvivalCurve Of(ObservedSteps observed, double enough = 0)
    {
        if (observed.Weight < enough)
        {
            return new([]);
        }

        var shares = new double[observed.Ended.Count];
        var atRisk = observed.Ended.Sum() + observed.Open.Sum();
        var (share, length) = (1.0, 0);
        for (var step = 0; step < shares.Length; step++)
        {
            if (observed.Ended[step] > 0)
            {
                // Sums of fractions leave crumbs.
                share *= Math.Max(0, 1 - (observed.Ended[step] / atRisk));
                share = share < 1e-9 ? 0 : share;
                length = step + 1;
            }

            shares[step] = share;
            atRisk -= observed.Ended[step] + observed.Open[step];
        }

        return new(shares[..length]);
    }

    /// <summary>One that was kept.</summary>
    public static SurvivalCurve From(IEnumerable<double> shares) => new([.. shares]);

    /// <summary>The share that goes on beyond this step.</summary>
    public double Beyond(int step) => step < 0 || beyond.Length == 0 ? 1 : beyond[Math.Min(step, beyond.Length - 1)];

    /// <summary>Where steps are working days: when it ends, from its beginning; null where too little is known.</summary>
    public DayShares? Whole() => IsKnown ? DayShares.Of(Beyond) : null;

    /// <summary>
    /// Where steps are working days: when it ends, counted from the day on which it had gone on for so many; null where too little is known. Below 0 it
    /// begins only after the day from which is counted.
    /// </summary>
    public DayShares? Remaining(int elapsed) =>
        IsKnown && Beyond(elapsed) is var rest and > DayShares.Least ? DayShares.Of(days => Beyond(elapsed + days) / rest) : null;
}
