using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Ausweisstatus.Domain;
using Ausweisstatus.Languages;
using Ausweisstatus.Locations;
using Ausweisstatus.Status;

namespace Ausweisstatus.Citizen.Calendars;

/// <summary>
/// The files that a citizen may take into a calendar: the last day for collection, and when the office is open until then. Calendars are shared
/// and synchronised, so neither says a code, a date of birth or an order. Pure.
/// </summary>
/// <param name="answer">To the question: the document can be collected.</param>
/// <param name="lookup">Under what it was found.</param>
/// <param name="office">Where it is collected, where that is known.</param>
/// <param name="state">Whose public holidays the office keeps.</param>
/// <param name="language">Of the words.</param>
/// <param name="now">When it is asked for.</param>
internal sealed class CollectCalendar(StatusAnswer answer, Lookup lookup, Location? office, string? state, Language language, DateTimeOffset now)
{
    // Where nobody said until when.
    private const int WeeksWithoutAnEnd = 8;
    private const int DaysOfAWeek = 7;

    /// <summary>Null where no last day is known.</summary>
    public string? LastDay()
    {
        if (answer.Pickup is not { Until: { } until } place)
        {
            return null;
        }

        var calendar = new CalendarText();
        Begin(calendar, "last-day", language["calendar.last-day", answer.KindName], place);
        calendar.Line($"DTSTART;VALUE=DATE:{CalendarText.Day(until)}");
        calendar.Line($"DTEND;VALUE=DATE:{CalendarText.Day(until.AddDays(1))}");
        calendar.Line("BEGIN:VALARM");
        calendar.Line("ACTION:DISPLAY");
        calendar.Text("DESCRIPTION", answer.NextStep.Text);
        // A week before at nine in the morning, or the day before where that is over.
        calendar.Line(until.AddDays(-DaysOfAWeek) > now.DayInBerlin() ? "TRIGGER:-P6DT15H" : "TRIGGER:-PT15H");
        calendar.Line("END:VALARM");
        calendar.Line("END:VEVENT");
        return calendar.End();
    }

    /// <summary>Null where it is not known when the office is open, or it does not open any more until the last day.</summary>
    public string? Hours()
    {
        if (answer.Pickup is not { } place || office?.Hours is not { } written || OpeningHours.Read(written) is not { } byDay)
        {
            return null;
        }

        var today = now.DayInBerlin();
        var last = place.Until ?? today.AddDays(WeeksWithoutAnEnd * DaysOfAWeek);
        var calendar = new CalendarText();
        calendar.TimesOfBerlin();
        var any = false;
        for (var first = today; first < today.AddDays(DaysOfAWeek); first = first.AddDays(1))
        {
            var days = WeekByWeek(first, last).ToList();
            if (days.Find(day => !day.IsHoliday(state)) is var begin && begin == default)
            {
                continue;
            }

            foreach (var time in byDay[first.DayOfWeek])
            {
                any = true;
                Begin(calendar, string.Create(CultureInfo.InvariantCulture, $"{first.DayOfWeek}-{time.From:HHmm}"), language["calendar.open", place.Location], place);
                calendar.Line($"DTSTART;TZID=Europe/Berlin:{CalendarText.Shown(begin, time.From)}");
                calendar.Line($"DTEND;TZID=Europe/Berlin:{CalendarText.Shown(begin, time.To)}");
                calendar.Line($"RRULE:FREQ=WEEKLY;UNTIL={CalendarText.Moment(BerlinTime.MomentInBerlin(days[^1].ToDateTime(time.To)))}");
                foreach (var holiday in days.Where(day => day > begin && day.IsHoliday(state)))
                {
                    calendar.Line($"EXDATE;TZID=Europe/Berlin:{CalendarText.Shown(holiday, time.From)}");
                }

                calendar.Line("END:VEVENT");
            }
        }

        return any ? calendar.End() : null;
    }

    private static IEnumerable<DateOnly> WeekByWeek(DateOnly first, DateOnly last)
    {
        for (var day = first; day <= last; day = day.AddDays(DaysOfAWeek))
        {
            yield return day;
        }
    }

    private void Begin(CalendarText calendar, string what, string summary, Pickup place)
    {
        calendar.Line("BEGIN:VEVENT");
        calendar.Line($"UID:{Name(what)}@ausweisstatus");
        calendar.Line($"DTSTAMP:{CalendarText.Moment(now)}");
        calendar.Line("TRANSP:TRANSPARENT");
        calendar.Text("SUMMARY", summary);
        calendar.Text("LOCATION", place.Address is { } address ? $"{place.Location}, {address}" : place.Location);
        calendar.Text("DESCRIPTION", string.Join('\n', DescriptionOf(place)));
    }

    private IEnumerable<string> DescriptionOf(Pickup place) =>
    [
        .. place.Hours is { } hours ? [$"{language["pickup.hours"]}: {hours}"] : Array.Empty<string>(),
        $"{language["pickup.bring"]}:",
        .. place.Bring.Select(thing => $"- {thing}"),
    ];

    // The same each time it is asked for, so that a calendar renews its entry. Who sees it can tell nothing by it: the lookup is a keyed hash.
    private string Name(string what) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"calendar {lookup} {what}")))[..32];
}
