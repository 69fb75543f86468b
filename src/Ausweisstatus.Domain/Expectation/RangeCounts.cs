namespace Ausweisstatus.Domain.Expectation;

/// <summary>How ranges came out whose last day is over. Four of five should have held.</summary>
/// <param name="Held">It came on one of their days.</param>
/// <param name="Early">It came before.</param>
/// <param name="Late">It came later, or has not come yet.</param>
/// <param name="Days">How many days they had, all together.</param>
public readonly record struct RangeCounts(int Held, int Early, int Late, int Days)
{
    // Of fewer chance alone makes too much.
    private const int Enough = 100;

    private const double Least = 0.7;
    private const double Most = 0.9;

    // Days are whole: a range of two cannot be narrowed to what holds four times of five.
    private const double Narrow = 3;

    public int Due => Held + Early + Late;

    public double Share => (double)Held / Due;

    public bool IsEnough => Due >= Enough;

    /// <summary>They do not hold as often as they say, or are wider than they need to be.</summary>
    public bool IsOff => IsEnough && (Share < Least || (Share > Most && Days >= Narrow * Due));

    /// <param name="outcome">Of a further range.</param>
    /// <param name="days">How many days it had.</param>
    public RangeCounts With(RangeOutcome outcome, int days) => new(
        Held + (outcome == RangeOutcome.Held ? 1 : 0), Early + (outcome == RangeOutcome.Early ? 1 : 0), Late + (outcome == RangeOutcome.Late ? 1 : 0), Days + days);
}
