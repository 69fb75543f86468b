using Ausweisstatus.Domain;
using Ausweisstatus.Domain.Expectation;

namespace Ausweisstatus.ExpectedDates;

/// <summary>
/// Whether ranges held that were shown on Mondays, document by document. Chosen are those whose last day was one of the last working days, whatever came of
/// them: to choose those that have come would favour who was quick.
/// </summary>
/// <param name="mondays">The times of some Mondays as they were kept, oldest first.</param>
/// <param name="day">The last complete working day, by its number.</param>
/// <param name="states">Of the authorities: whose public holidays put ranges off.</param>
internal sealed class JudgeRanges(IReadOnlyList<ExpectedTimes> mondays, int day, IReadOnlyDictionary<string, string?> states)
{
    /// <summary>From the Mondays of so many weeks.</summary>
    public const int Weeks = 20;

    // Working days in which a last day is looked for.
    private const int DueDays = 20;

    private readonly Dictionary<(string Kind, Leg Leg, Horizon Horizon), RangeCounts> counted = [];

    public IReadOnlyList<RangesDue> Counted => [.. counted.Select(one => new RangesDue(one.Key.Kind, one.Key.Leg, one.Key.Horizon, one.Value))];

    /// <param name="authority">Whose document it is.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="place">Where it is collected; null where that was not said yet.</param>
    /// <param name="history">The stages entered, oldest first, each with the number of its working day.</param>
    public void Add(string authority, string kind, string? place, IReadOnlyList<(Stage Stage, int Day)> history)
    {
        var (known, waiting) = (0, (Waiting?)null);
        string[]? places = null;
        foreach (var times in mondays)
        {
            var (before, complete) = (known, ExpectedTimes.LastComplete(times.Day));
            while (known < history.Count && history[known].Day <= complete)
            {
                known++;
            }

            // On most Mondays nothing is new: it had not begun, or was done.
            waiting = known == before ? waiting : Waiting.Of(history.Take(known), IsDirect(history));
            if (waiting is { } one && ShownOn(times, one, kind, places ??= Scopes.PlacesOf(authority, place), states.GetValueOrDefault(authority)) is { } shown
                && shown.OutcomeBy(history.Skip(known)) is { } outcome)
            {
                var key = (kind, one.Leg, Horizons.Of(shown.To - complete));
                counted[key] = counted.GetValueOrDefault(key).With(outcome, shown.To - shown.From + 1);
            }
        }
    }

    // The range as the answer says it; null where there was none, or its last day is none of those that are looked at.
    private ShownRange? ShownOn(ExpectedTimes times, Waiting waiting, string kind, string[] places, string? state)
    {
        // Holidays only put it off.
        if (times.Find(kind, places, waiting, times.Day) is not { } days || days.To > day)
        {
            return null;
        }

        var to = WorkingDays.NumberOf(days.DateOf(days.To, state));
        return to > day - DueDays && to <= day ? new(days.Stage, WorkingDays.NumberOf(days.DateOf(days.From, state)), to) : null;
    }

    // Stages do not say how it was to come to its holder; the way that it took does.
    private static bool IsDirect(IReadOnlyList<(Stage Stage, int Day)> history) =>
        history.FirstOrDefault(line => line.Stage is Stage.Shipped or Stage.InDelivery).Stage == Stage.InDelivery;
}
