using Ausweisstatus.Domain;

namespace Ausweisstatus.Support;

/// <summary>
/// Finds a document by its code alone. It is stored under a keyed hash of code and date of birth; who has the key can try every date of birth,
/// some seventy thousand, and nothing more has to be stored for it.
/// </summary>
internal static class LookupsOfCode
{
    /// <summary>What the document may be stored under: one group for each year of birth, the latest first.</summary>
    public static IEnumerable<string[]> Of(LookupKeys keys, Reference reference, DateOnly today)
    {
        for (var year = today.Year; DateOfBirth.TryCreate(year, 0, 0, out _); year--)
        {
            yield return [.. DaysOf(year).SelectMany(day => keys.LookupsOf(reference, day)).Select(lookup => lookup.ToString())];
        }
    }

    // Unknown months and days, too.
    private static IEnumerable<DateOfBirth> DaysOf(int year)
    {
        for (var month = 0; month <= 12; month++)
        {
            for (var day = 0; DateOfBirth.TryCreate(year, month, day, out var date); day++)
            {
                yield return date;
            }
        }
    }
}
