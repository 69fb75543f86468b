using System.Globalization;
using System.Text.RegularExpressions;
using Ausweisstatus.Languages;

namespace Ausweisstatus.Locations;

/// <summary>From when to when an office is open on a day.</summary>
internal readonly record struct OpenTime(TimeOnly From, TimeOnly To);

/// <summary>
/// Opening hours as authorities write them, <c>Mo 07:30-15:00; Di 07:30-15:00</c>. The German days are put into other languages;
/// what is written otherwise stays as it is, and nothing is reckoned from it.
/// </summary>
internal static partial class OpeningHours
{
    private static readonly string[] GermanDays = ["So", "Mo", "Di", "Mi", "Do", "Fr", "Sa"];

    public static string InLanguage(string hours, Language language)
    {
        var parts = PartsOf(hours);
        return Array.TrueForAll(parts, part => Day().IsMatch(part))
            ? string.Join("; ", parts.Select(part => Day().Replace(part, match => In(match, language))))
            : hours;
    }

    /// <summary>The times of each day of the week, in their order; null where they cannot be understood.</summary>
    public static ILookup<DayOfWeek, OpenTime>? Read(string hours)
    {
        var open = new List<(DayOfWeek Day, OpenTime Time)>();
        foreach (var part in PartsOf(hours))
        {
            if (Day().Match(part) is not { Success: true } match)
            {
                return null;
            }

            foreach (var written in match.Groups["times"].Value.Split(',', StringSplitOptions.TrimEntries))
            {
                if (!TryRead(written[..5], out var from) || !TryRead(written[6..], out var to) || from >= to)
                {
                    return null;
                }

                open.Add((DayOf(match), new OpenTime(from, to)));
            }
        }

        return open.Count == 0 ? null : open.OrderBy(one => one.Time.From).ToLookup(one => one.Day, one => one.Time);
    }

    private static string[] PartsOf(string hours) => hours.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static bool TryRead(string time, out TimeOnly read) =>
        TimeOnly.TryParseExact(time, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out read);

    private static DayOfWeek DayOf(Match match) => (DayOfWeek)Array.IndexOf(GermanDays, match.Groups["day"].Value);

    private static string In(Match match, Language language) =>
        $"{language.Weekday(DayOf(match))} {match.Groups["times"].Value.Replace('-', '–')}";

    [GeneratedRegex(@"^(?<day>Mo|Di|Mi|Do|Fr|Sa|So) (?<times>\d\d:\d\d-\d\d:\d\d(, ?\d\d:\d\d-\d\d:\d\d)*)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Day();
}
