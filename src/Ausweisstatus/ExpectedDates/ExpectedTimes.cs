using System.Collections.Concurrent;
using System.Collections.Frozen;
using Ausweisstatus.Domain;
using Ausweisstatus.Domain.Expectation;
using Ausweisstatus.Statistics;

namespace Ausweisstatus.ExpectedDates;

/// <summary>When something is expected, in working days by their numbers.</summary>
internal sealed record ExpectedDays(Stage Stage, int Counted, int From, int To, int? SentFrom, int? SentTo)
{
    /// <summary>The day of a working day's number. Holidays are days on which it cannot be, so they put it off.</summary>
    /// <param name="number">One of these.</param>
    /// <param name="state">Whose holidays do not count.</param>
    public DateOnly DateOf(int number, string? state) => WorkingCalendar.After(WorkingDays.DayOf(Counted), number - Counted, state);
}

/// <summary>How long kinds and places take, as it was worked out on one day. Asking needs no I/O.</summary>
/// <param name="day">The day.</param>
/// <param name="kinds">By kind.</param>
/// <param name="places">By their scopes.</param>
internal sealed class ExpectedTimes(DateOnly day, FrozenDictionary<string, KindTimes> kinds, FrozenDictionary<string, PlaceTimes> places)
{
    private const int OldestDays = 5;
    private const int MostKept = 50_000;

    private static readonly PlaceTimes Nothing = new(SurvivalCurve.From([]), SurvivalCurve.From([]), SurvivalCurve.From([]));

    // Many wait for the same: of one kind since one day for one place.
    private readonly ConcurrentDictionary<(Waiting, string, PlaceTimes, DateOnly), ExpectedDays?> known = [];
    private int kept;

    public DateOnly Day => day;

    /// <summary>When something is expected, as read on a day; null where nothing can be said.</summary>
    public ExpectedDays? Find(Document document, Waiting waiting, DateOnly today) => Find(KindOf(document), PlacesOf(document), waiting, today);

    /// <param name="kind">Of the document.</param>
    /// <param name="scopes">See <see cref="Scopes.PlacesOf"/>.</param>
    /// <param name="waiting">What it waits for.</param>
    /// <param name="today">The day on which it is read.</param>
    public ExpectedDays? Find(string kind, string[] scopes, Waiting waiting, DateOnly today)
    {
        var place = PlaceOf(scopes);
        if (known.TryGetValue((waiting, kind, place, today), out var days))
        {
            return days;
        }

        days = Compute(waiting, kind, place, today);
        if (Interlocked.Increment(ref kept) <= MostKept)
        {
            known.TryAdd((waiting, kind, place, today), days);
        }

        return days;
    }

    /// <summary>The same with all shares, and the working day from which they are counted.</summary>
    public (Outlook Outlook, int Counted)? OutlookOf(Document document, Waiting waiting, DateOnly today) =>
        Look(waiting, KindOf(document), PlaceOf(PlacesOf(document)), today);

    private ExpectedDays? Compute(Waiting waiting, string kind, PlaceTimes place, DateOnly today)
    {
        if (Look(waiting, kind, place, today) is not { } found || found.Outlook.Shares.Range(Outlook.LeftOut, Outlook.LeftOut) is not { } range)
        {
            return null;
        }

        var sent = found.Outlook.Dispatch?.Range(Outlook.LeftOut, Outlook.LeftOut);
        return new(found.Outlook.Stage, found.Counted, found.Counted + range.From, found.Counted + range.To, found.Counted + sent?.From, found.Counted + sent?.To);
    }

    private (Outlook Outlook, int Counted)? Look(Waiting waiting, string kind, PlaceTimes place, DateOnly today)
    {
        var times = kinds.GetValueOrDefault(kind);
        var (counted, last) = (times?.Line.Day ?? LastComplete(day), LastComplete(today));
        // What was worked out too long ago says nothing about today.
        return last - counted <= OldestDays && Outlook.Of(waiting, times, place, counted, last + 1 - counted) is { } outlook ? (outlook, counted) : null;
    }

    private static string KindOf(Document document) => document.Status.Kind?.ToString() ?? "";

    private static string[] PlacesOf(Document document) => Scopes.PlacesOf(document.Authority.ToString(), document.Status.Location?.ToString());

    private PlaceTimes PlaceOf(string[] scopes)
    {
        foreach (var scope in scopes)
        {
            if (places.TryGetValue(scope, out var times))
            {
                return times;
            }
        }

        return Nothing;
    }

    /// <summary>The last working day that is over on the morning of a day, by its number.</summary>
    public static int LastComplete(DateOnly day) => WorkingDays.NumberOf(day) - (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 0 : 1);
}

/// <summary>Today's times, and those of a week before to compare with; null where there are none.</summary>
internal sealed record ExpectedTables(ExpectedTimes Now, ExpectedTimes? Before);
