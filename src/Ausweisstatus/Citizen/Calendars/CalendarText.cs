using System.Globalization;
using System.Text;

namespace Ausweisstatus.Citizen.Calendars;

/// <summary>Lines of an iCalendar file (RFC 5545): ended by CRLF, folded at 75 bytes, with escaped texts.</summary>
internal sealed class CalendarText
{
    private const int LongestLine = 75;

    // Winter and summer time as Germany has had them since 1996.
    private static readonly string[] BerlinTimes =
    [
        "BEGIN:VTIMEZONE", "TZID:Europe/Berlin",
        "BEGIN:DAYLIGHT", "DTSTART:19960331T020000", "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200", "TZNAME:CEST", "END:DAYLIGHT",
        "BEGIN:STANDARD", "DTSTART:19961027T030000", "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100", "TZNAME:CET", "END:STANDARD",
        "END:VTIMEZONE",
    ];

    private readonly StringBuilder text = new();

    public CalendarText()
    {
        Line("BEGIN:VCALENDAR");
        Line("VERSION:2.0");
        Line("PRODID:-//Ausweisstatus//Ausweisstatus//DE");
        Line("CALSCALE:GREGORIAN");
        Line("METHOD:PUBLISH");
    }

    /// <summary>What follows may name times of Berlin.</summary>
    public void TimesOfBerlin() => Array.ForEach(BerlinTimes, Line);

    /// <summary>A property whose value is a text.</summary>
    public void Text(string name, string value) => Line($"{name}:{Escape(value)}");

    public void Line(string line)
    {
        var length = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (length + rune.Utf8SequenceLength > LongestLine)
            {
                text.Append("\r\n ");
                length = 1;
            }

            text.Append(rune.ToString());
            length += rune.Utf8SequenceLength;
        }

        text.Append("\r\n");
    }

    /// <summary>The whole file.</summary>
    public string End()
    {
        Line("END:VCALENDAR");
        return text.ToString();
    }

    public static string Day(DateOnly day) => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    public static string Moment(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    /// <summary>As clocks in Berlin show it.</summary>
    public static string Shown(DateOnly day, TimeOnly time) => string.Create(CultureInfo.InvariantCulture, $"{day:yyyyMMdd}T{time:HHmmss}");

    private static string Escape(string value) => value
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace(";", "\\;", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal)
        .Replace("\r\n", "\n", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
