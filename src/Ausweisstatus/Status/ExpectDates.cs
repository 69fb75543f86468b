using Ausweisstatus.Domain;
using Ausweisstatus.Domain.Expectation;
using Ausweisstatus.ExpectedDates;
using Ausweisstatus.Languages;

namespace Ausweisstatus.Status;

/// <summary>When a document is expected, as its holder reads it. Pure, as the answer is.</summary>
internal static class ExpectDates
{
    /// <param name="document">The document.</param>
    /// <param name="tables">What dates follow from; null where there is nothing yet.</param>
    /// <param name="state">Whose holidays do not count.</param>
    /// <param name="language">The language of the words.</param>
    /// <param name="today">The day by the calendar of Berlin.</param>
    /// <returns>Null where nothing can be said.</returns>
    public static ExpectedRange? Of(Document document, ExpectedTables? tables, string? state, Language language, DateOnly today)
    {
        if (tables is null || Waiting.Of(document.Status.History, document.Status.Delivery) is not { } waiting || tables.Now.Find(document, waiting, today) is not { } days)
        {
            return null;
        }

        var before = Before(document, tables, today);
        var moved = before is null ? 0 : Moved(before.Value.Days, days);
        return new(days.Stage, days.DateOf(days.From, state), days.DateOf(days.To, state), moved != 0)
        {
            Reason = before is { } then && moved != 0 ? ReasonOf(document, then.Waiting, then.On, moved, language) : null,
            Before = before is { } earlier && moved != 0 ? new(earlier.Days.DateOf(earlier.Days.From, state), earlier.Days.DateOf(earlier.Days.To, state)) : null,
            Sent = days is { SentFrom: { } from, SentTo: { } to } ? new(days.DateOf(from, state), days.DateOf(to, state)) : null,
        };
    }

    // What was said a week ago, of what had happened by then.
    private static (ExpectedDays Days, Waiting Waiting, DateOnly On)? Before(Document document, ExpectedTables tables, DateOnly today)
    {
        var on = today.AddDays(-ReadExpectedTimes.DaysBefore);
        if (tables.Before is not { } times)
        {
            return null;
        }

        var history = document.Status.History;
        var count = 0;
        while (count < history.Length && history[count].At.DayInBerlin() <= on)
        {
            count++;
        }

        return Waiting.Of(history[..count], document.Status.Delivery) is { } waiting && times.Find(document, waiting, on) is { } days ? (days, waiting, on) : null;
    }

    // A range grows narrower by itself as the days pass. It has moved where there are days in it of which nothing was said.
    private static int Moved(ExpectedDays before, ExpectedDays now) => now.To > before.To + 1 ? 1 : now.From < before.From - 1 ? -1 : 0;

    private static ExpectedReason ReasonOf(Document document, Waiting before, DateOnly on, int moved, Language language)
    {
        var history = document.Status.History;
        var runBefore = history.LastOrDefault(line => line.At.DayInBerlin() <= on).Run;
        var who = before.Leg switch { Leg.Making => "manufacturer", Leg.ToHolder => "delivery", _ => "office" };
        var code = history[^1].Run != runBefore ? "begun-again" : moved > 0 ? $"{who}-slower" : $"{who}-faster";
        return new(code, language[$"expected.reason.{code}"]);
    }
}
