namespace Ausweisstatus.Domain.Expectation;

/// <summary>How long the manufacturer takes for one kind of document, as known at the end of a working day.</summary>
/// <param name="Line">Who waits.</param>
/// <param name="Scores">How long people waited against their line.</param>
/// <param name="Dispatching">Working days from when it was produced until it is dispatched.</param>
public sealed record KindTimes(WaitingLine Line, QueueScores Scores, SurvivalCurve Dispatching)
{
    private const int Steps = 61;

    /// <param name="making"><see cref="Leg.Making"/> of this kind, as it is known now, and how often.</param>
    /// <param name="dispatching"><see cref="Leg.Dispatching"/> likewise.</param>
    /// <param name="before">The lines of earlier working days, as they were known then.</param>
    /// <param name="day">The last complete working day.</param>
    public static KindTimes Of(
        IReadOnlyDictionary<Span, int> making, IReadOnlyDictionary<Span, int> dispatching, IEnumerable<WaitingLine> before, int day)
    {
        var observed = new ObservedSteps(Steps);
        foreach (var (span, count) in dispatching)
        {
            observed.Add(span, day, count);
        }

        return new(WaitingLine.Of(making, day), QueueScores.Of(making, before, day), SurvivalCurve.Of(observed, ObservedSteps.EnoughDocuments));
    }

    /// <summary>When it is dispatched, counted from <see cref="WaitingLine.Day"/>; null where too little is known, or it was passed over.</summary>
    /// <param name="start">When the manufacturer's time began.</param>
    /// <param name="produced">When it was produced, if it was.</param>
    public DayShares? Dispatch(int start, int? produced) =>
        (produced is { } since ? Dispatching.Remaining(Line.Day - since) : null)
        ?? (!Line.HasPassedOver(start) && Line.DaysAhead(start) is { } ahead ? Scores.Remaining(ahead, Math.Max(0, Line.Day - start)) : null);
}
