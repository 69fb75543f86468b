using System.Collections.Immutable;

namespace Ausweisstatus.Domain.Expectation;

/// <summary>What a document waits for, and since when.</summary>
/// <param name="Leg">The one it is on.</param>
/// <param name="Since">The working day on which that began, by its number.</param>
/// <param name="Produced">Where it waits for its dispatch: the working day on which it was produced, if it was.</param>
/// <param name="IsDirect">It is brought to its holder.</param>
public readonly record struct Waiting(Leg Leg, int Since, int? Produced, bool IsDirect)
{
    /// <param name="history">The stages entered, oldest first.</param>
    /// <param name="delivery">How it comes to its holder.</param>
    /// <returns>Null where nobody is at work on it.</returns>
    public static Waiting? Of(ImmutableArray<StageEntered> history, Delivery? delivery) =>
        Of(history.Select(line => (line.Stage, WorkingDays.NumberOf(line.At.DayInBerlin()))), delivery == Delivery.Direct);

    /// <param name="history">The stages entered, oldest first, each with the number of its working day.</param>
    /// <param name="direct">It is brought to its holder.</param>
    /// <returns>Null where nobody is at work on it.</returns>
    public static Waiting? Of(IEnumerable<(Stage Stage, int Day)> history, bool direct)
    {
        var open = new int?[(int)Leg.ToHolder + 1];
        foreach (var (leg, span) in Legs.Of(history))
        {
            open[(int)leg] = span.End is null ? span.Start : open[(int)leg];
        }

        return open[(int)Leg.AtOffice] is { } arrived ? new(Leg.AtOffice, arrived, null, false)
            : open[(int)Leg.ToOffice] is { } shipped ? new(Leg.ToOffice, shipped, null, false)
            : open[(int)Leg.ToHolder] is { } sent ? new(Leg.ToHolder, sent, null, true)
            : (open[(int)Leg.Making] ?? open[(int)Leg.Dispatching]) is { } began ? new(Leg.Making, began, open[(int)Leg.Dispatching], direct)
            : null;
    }
}

/// <summary>When a document is expected, counted in working days from the last complete one.</summary>
/// <param name="Stage">What is waited for: ready for collection, or delivered.</param>
/// <param name="Shares">When that is.</param>
/// <param name="Dispatch">When the manufacturer sends it; null where it has.</param>
public sealed record Outlook(Stage Stage, DayShares Shares, DayShares? Dispatch)
{
    /// <summary>
    /// What a range leaves out at either end, so that four of five hold. Days are whole and whoever is nearly there has few of them, so ranges of a tenth
    /// would hold somewhat more often than they say.
    /// </summary>
    public const double LeftOut = 0.11;

    /// <param name="waiting">What it waits for.</param>
    /// <param name="kind">Times of its kind; null where none are known.</param>
    /// <param name="place">Times of its place.</param>
    /// <param name="counted">The working day from which is counted, by its number; that of <paramref name="kind"/> is the same.</param>
    /// <param name="earliest">What is still possible: working days from <paramref name="counted"/>.</param>
    /// <returns>Null where too little is known, or it should long have happened.</returns>
    public static Outlook? Of(Waiting waiting, KindTimes? kind, PlaceTimes place, int counted, int earliest)
    {
        var stage = waiting.IsDirect ? Stage.HandedOver : Stage.ReadyForPickup;
        if (waiting.Leg != Leg.Making)
        {
            var curve = waiting.Leg switch { Leg.AtOffice => place.AtOffice, Leg.ToOffice => place.ToOffice, _ => place.ToHolder };
            return curve.Remaining(counted - waiting.Since)?.From(earliest) is { } left ? new(stage, left, null) : null;
        }

        return kind?.Dispatch(waiting.Since, waiting.Produced)?.From(earliest) is { } dispatch && (waiting.IsDirect ? place.ToHolder : place.ToOffice).Whole() is { } way
            ? new(stage, dispatch.Then(way), dispatch)
            : null;
    }
}
