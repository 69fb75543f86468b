using System.Globalization;
using Ausweisstatus.Domain;

namespace Ausweisstatus.Browser.Tests;

/// <summary>Published processing times of half a year, as a surge makes them; a short test cannot wait for them.</summary>
internal static class PublishedSamples
{
    public static Task MakeAsync(RunningPages pages)
    {
        var newest = WorkingDays.MondayOf(DateTimeOffset.UtcNow.DayInBerlin()).AddDays(-7);
        var rows =
            from week in Enumerable.Range(0, 26)
            from authority in (string[])["", "berlin-mitte"]
            from kind in (string[])["identity-card", "passport"]
            // Few passports: two weeks are put together.
            where kind == "identity-card" || week % 2 == 0
            let median = (kind == "passport" ? 17 : 11) + Math.Max(0, 14 - Math.Abs(week - 9))
            let monday = newest.AddDays(-7 * week)
            let since = kind == "passport" ? monday.AddDays(-7) : monday
            select string.Create(
                CultureInfo.InvariantCulture,
                $"('{authority}', '{kind}', '{since:O}', '{monday:O}', 100, {median}, {median + 7}, {90 - (2 * median)}, {(week == 0 ? "120, 30" : "null, null")})");
        return pages.ExecuteAsync(
            $"insert into ausweisstatus.processing_times (tenant_id, kind, since, week, cases, median, eighty_percent, in_time, open, open_longer) values {string.Join(',', rows)}",
            string.Create(CultureInfo.InvariantCulture, $"insert into ausweisstatus.processing_weeks values ('{newest:O}') on conflict do nothing"));
    }
}
