using System.Runtime.CompilerServices;
using Ausweisstatus.Domain;
using Ausweisstatus.Languages;
using Ausweisstatus.Locations;

namespace Ausweisstatus.Status;

/// <summary>Whether an office is open at a moment, and when that changes. Pure.</summary>
internal static class OpeningNow
{
    // After the holidays of a year every office opens again.
    private const int DaysToLookAhead = 21;

    // Kept as long as the directory of authorities keeps the place; a changed one is another object.
    private static readonly ConditionalWeakTable<Location, Hours> Known = [];

    /// <param name="location">The office.</param>
    /// <param name="state">Whose public holidays it keeps.</param>
    /// <param name="language">Of the words.</param>
    /// <param name="now">The moment.</param>
    /// <returns>Null where it is not known when the office is open.</returns>
    public static Opening? Of(Location location, string? state, Language language, DateTimeOffset now)
    {
        if (Known.GetValue(location, static place => new Hours(place.Hours)).ByDay is not { } byDay)
        {
            return null;
        }

        var (today, time) = (now.DayInBerlin(), now.TimeInBerlin());
        OpenTime[] TimesOn(DateOnly day) => day.IsHoliday(state) ? [] : [.. byDay[day.DayOfWeek]];

        var times = TimesOn(today);
        foreach (var open in times)
        {
            if (time < open.From)
            {
                return new Opening(false, Moment(today, open.From), language.Sentences(language["opening.closed-now"], language["opening.today", language.Time(open.From)]));
            }

            if (time < open.To)
            {
                return new Opening(true, Moment(today, open.To), language["opening.open", language.Time(open.To)]);
            }
        }

        var closed = language[today.IsHoliday(state) ? "opening.holiday" : times.Length > 0 ? "opening.closed-now" : "opening.closed-today"];
        for (var ahead = 1; ahead <= DaysToLookAhead; ahead++)
        {
            var day = today.AddDays(ahead);
            if (TimesOn(day) is [var first, ..])
            {
                var again = ahead == 1
                    ? language["opening.tomorrow", language.Time(first.From)]
                    : language["opening.day", language.LongWeekday(day.DayOfWeek), language.Day(day), language.Time(first.From)];
                return new Opening(false, Moment(day, first.From), language.Sentences(closed, again));
            }
        }

        return new Opening(false, null, closed);
    }

    private static DateTimeOffset Moment(DateOnly day, TimeOnly time) => BerlinTime.MomentInBerlin(day.ToDateTime(time));

    private sealed class Hours(string? written)
    {
        public ILookup<DayOfWeek, OpenTime>? ByDay { get; } = written is null ? null : OpeningHours.Read(written);
    }
}
