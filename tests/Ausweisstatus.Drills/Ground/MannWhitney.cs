namespace Ausweisstatus.Drills.Ground;

/// <summary>
/// The Mann–Whitney U test: whether one of two samples tends to be larger. It asks for the order of the values only, so that the few very
/// slow answers of a busy machine do not matter.
/// </summary>
internal static class MannWhitney
{
    /// <summary>How probable so large a difference is where there is none, on both sides; by the normal approximation, for some twenty values each and more.</summary>
    public static double P(IReadOnlyList<double> one, IReadOnlyList<double> other)
    {
        var all = one.Select(value => (Value: value, IsOne: true)).Concat(other.Select(value => (Value: value, IsOne: false))).OrderBy(sample => sample.Value).ToArray();
        double n = all.Length, ranks = 0, ties = 0;
        for (int from = 0, to; from < all.Length; from = to)
        {
            for (to = from + 1; to < all.Length && all[to].Value == all[from].Value; to++)
            {
            }

            // Equal values share the mean of their ranks, which begin at 1.
            double equal = to - from;
            ranks += all[from..to].Count(sample => sample.IsOne) * (from + 1 + to) / 2.0;
            ties += (equal * equal * equal) - equal;
        }

        double a = one.Count, b = other.Count;
        var u = ranks - (a * (a + 1) / 2);
        var variance = a * b / 12 * (n + 1 - (ties / (n * (n - 1))));
        return variance == 0 ? 1 : TwoSided(Math.Abs(u - (a * b / 2)) / Math.Sqrt(variance));
    }

    // Abramowitz and Stegun, 26.2.17: the tail of the normal distribution, good to 7.5e-8.
    private static double TwoSided(double z)
    {
        var t = 1 / (1 + (0.2316419 * z));
        var series = t * (0.319381530 + (t * (-0.356563782 + (t * (1.781477937 + (t * (-1.821255978 + (t * 1.330274429))))))));
        return Math.Min(1, 2 * Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI) * series);
    }
}
