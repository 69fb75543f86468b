namespace Ausweisstatus.Domain.Expectation;

/// <summary>
/// On which working day from now something happens, as shares of 1; day 0 is the one from which is counted. What happens later than anything known is
/// missing from the sum.
/// </summary>
public sealed class DayShares
{
    private const int Longest = 250;

    /// <summary>Where no more than this is left, it should long have happened, and nothing is said.</summary>
    internal const double Least = 0.02;

    private const double Negligible = 0.001;

    private readonly double[] shares;

    private DayShares(double[] shares) => this.shares = shares;

    /// <param name="beyond">The share that goes on beyond so many days.</param>
    public static DayShares Of(Func<int, double> beyond)
    {
        List<double> shares = [];
        for (var (day, before) = (0, 1.0); day <= Longest && before > Negligible; day++)
        {
            var after = beyond(day);
            shares.Add(before - after);
            before = after;
        }

        return new([.. shares]);
    }

    /// <summary>This, and then the other.</summary>
    public DayShares Then(DayShares next)
    {
        var sum = new double[Math.Max(0, shares.Length + next.shares.Length - 1)];
        for (var i = 0; i < shares.Length; i++)
        {
            for (var j = 0; j < next.shares.Length; j++)
            {
                sum[i + j] += shares[i] * next.shares[j];
            }
        }

        return new(sum);
    }

    /// <summary>Given that it has not happened before this day; null where hardly anything is left then.</summary>
    public DayShares? From(int day)
    {
        var rest = 1 - Within(day - 1);
        return rest < Least ? null : new([.. shares.Select((share, at) => at < day ? 0 : share / rest)]);
    }

    /// <summary>The share of what happens up to and with this day.</summary>
    public double Within(int day)
    {
        double sum = 0;
        for (var at = 0; at < shares.Length && at <= day; at++)
        {
            sum += shares[at];
        }

        return sum;
    }

    /// <summary>
    /// The days between which it happens, without the shares below and above. Days are whole, so ends are rounded to the nearer one: taking every day
    /// that is touched would promise more than was asked for.
    /// </summary>
    /// <returns>Null where the upper end lies beyond what is known.</returns>
    public (int From, int To)? Range(double below, double above)
    {
        if (Point(below) is not { } low || Point(1 - above) is not { } high)
        {
            return null;
        }

        var first = Array.FindIndex(shares, share => share > 0);
        var to = Math.Max(first, (int)Math.Round(high));
        return (Math.Clamp((int)Math.Round(low) + 1, first, to), to);
    }

    // Where the sum reaches this share, if a day's share is spread over the day that ends with its number.
    private double? Point(double share)
    {
        double sum = 0;
        for (var day = 0; day < shares.Length; day++)
        {
            if (shares[day] > 0 && sum + shares[day] >= share)
            {
                return day - 1 + ((share - sum) / shares[day]);
            }

            sum += shares[day];
        }

        return null;
    }
}
