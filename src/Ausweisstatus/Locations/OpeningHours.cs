using System.Text.RegularExpressions;
using Ausweisstatus.Languages;

namespace Ausweisstatus.Locations;

/// <summary>
/// Opening hours as authorities write them, <c>Mo 07:30-15:00; Di 07:30-15:00</c>. The German days are put into other languages;
/// what is written otherwise stays as it is.
/// </summary>
internal static partial class OpeningHours
{
    private static readonly string[] GermanDays = ["So", "Mo", "Di", "Mi", "Do", "Fr", "Sa"];

    public static string InLanguage(string hours, Language language)
    {
        var parts = hours.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return Array.TrueForAll(parts, part => Day().IsMatch(part))
            ? string.Join("; ", parts.Select(part => Day().Replace(part, match => In(match, language))))
            : hours;
    }

    private static string In(Match match, Language language)
    {
        var day = language.Weekday((DayOfWeek)Array.IndexOf(GermanDays, match.Groups["day"].Value));
        return $"{day} {match.Groups["times"].Value.Replace('-', '–')}";
    }

    [GeneratedRegex(@"^(?<day>Mo|Di|Mi|Do|Fr|Sa|So) (?<times>\d\d:\d\d-\d\d:\d\d(, ?\d\d:\d\d-\d\d:\d\d)*)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Day();
}
