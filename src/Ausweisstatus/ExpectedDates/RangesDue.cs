using Ausweisstatus.Domain.Expectation;

namespace Ausweisstatus.ExpectedDates;

/// <summary>What became of ranges that are counted together.</summary>
/// <param name="Kind">Of the documents.</param>
/// <param name="Leg">Where they were when the range was shown.</param>
/// <param name="Horizon">How far away its last day was then.</param>
/// <param name="Counts">How they came out.</param>
internal sealed record RangesDue(string Kind, Leg Leg, Horizon Horizon, RangeCounts Counts);
