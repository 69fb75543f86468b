using System.Collections.Immutable;

namespace Ausweisstatus.Domain.Expectation;

/// <summary>When a document is expected, counted in working days from the last complete one.</summary>
/// <param name="Stage">What is waited for: ready for collection, or delivered.</param>
/// <param name="Shares">When that is.</param>
/// <param name="Dispatch">When the manufacturer sends it, where that is still to come.</param>
/// <param name="IsAtManufacturer">Whether it is still there.</param>
public sealed record Outlook(Stage Stage, DayShares Shares, DayShares? Dispatch, bool IsAtManufacturer)
{
    /// <param name="history">The stages entered, oldest first.</param>
    /// <param name="delivery">How it comes to its holder.</param>
    /// <param name="kind">Times of its kind; null where none are known.</param>
    /// <param name="place">Times of its place.</param>
    /// <param name="counted">The working day from which is counted, by its number; that of <paramref name="kind"/> is the same.</param>
    /// <param name="earliest">What is still possible: working days from <paramref name="counted"/>.</param>
    /// <returns>Null where nothing can be said: nobody is at work on it, too little is known, or it should long have happened.</returns>
    public static Outlook? Of(
        ImmutableArray<StageEntered> history, Delivery? delivery, KindTimes? kind, PlaceTimes place, int counted, int earliest)
    {
        var open = new int?[(int)Leg.ToHolder + 1];
        foreach (var (leg, span) in Legs.Of(history.Select(line => (line.Stage, WorkingDays.NumberOf(line.At.DayInBerlin())))))
        {
            if (span.End is null)
            {
                open[(int)leg] = span.Start;
            }
        }

        if (open[(int)Leg.AtOffice] is { } arrived)
        {
            return Rest(Stage.ReadyForPickup, place.AtOffice.Remaining(counted - arrived));
        }

        if (open[(int)Leg.ToOffice] is { } shipped)
        {
            return Rest(Stage.ReadyForPickup, place.ToOffice.Remaining(counted - shipped));
        }

        if (open[(int)Leg.ToHolder] is { } sent)
        {
            return Rest(Stage.HandedOver, place.ToHolder.Remaining(counted - sent));
        }

        var start = open[(int)Leg.Making] ?? open[(int)Leg.Dispatching];
        return start is { } began && kind?.Dispatch(began, open[(int)Leg.Dispatching])?.From(earliest) is { } dispatch
            && (delivery == Delivery.Direct ? place.ToHolder : place.ToOffice).Whole() is { } way
            ? new(delivery == Delivery.Direct ? Stage.HandedOver : Stage.ReadyForPickup, dispatch.Then(way), dispatch, IsAtManufacturer: true)
            : null;

        Outlook? Rest(Stage stage, DayShares? shares) => shares?.From(earliest) is { } left ? new(stage, left, null, IsAtManufacturer: false) : null;
    }
}
