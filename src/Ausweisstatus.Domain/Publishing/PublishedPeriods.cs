namespace Ausweisstatus.Domain;

/// <summary>
/// Which figures are published, so that none is about fewer than ten documents and none can be worked out that is. Weeks of an authority and a
/// kind are put together until there are ten: each document counts in one period, or in none. What is told of all authorities is the sum of
/// the periods that end in a week, never of anything else, so taking one from the other leaves nothing. A period that was published is never
/// opened again (ADR 37).
/// </summary>
public static class PublishedPeriods
{
    /// <summary>Of how many documents something is said at all.</summary>
    public const int Smallest = 10;

    /// <summary>How many weeks are put together. What is older says too little about now, and is never published.</summary>
    public const int LongestWeeks = 13;

    private const int Week = 7;

    /// <param name="finished">From <see cref="LongestWeeks"/> before the first week on; of these what was published already is left out.</param>
    /// <param name="open">How things are after the last week.</param>
    /// <param name="published">The last week of what was published of an authority and a kind.</param>
    /// <param name="first">The first week that was not published yet.</param>
    /// <param name="last">The last week that can be.</param>
    public static IReadOnlyList<ProcessingTime> Of(
        IEnumerable<FinishedCases> finished, IReadOnlyCollection<OpenCases> open, IReadOnlyDictionary<(string Authority, string Kind), DateOnly> published,
        DateOnly first, DateOnly last)
    {
        var figures = new List<ProcessingTime>();
        var together = new List<(DateOnly Week, IReadOnlyList<FinishedCases> Cases)>();
        foreach (var group in finished.GroupBy(cases => (cases.Authority, cases.Kind)))
        {
            var next = published.TryGetValue(group.Key, out var before) ? before.AddDays(Week) : DateOnly.MinValue;
            foreach (var (week, cases) in PeriodsOf(group, next, first, last))
            {
                figures.Add(FigureOf(group.Key.Authority, group.Key.Kind, week, cases));
                together.Add((week, cases));
            }
        }

        figures.AddRange(
            from period in together
            group period.Cases by (period.Week, period.Cases[0].Kind) into all
            select FigureOf(null, all.Key.Kind, all.Key.Week, [.. all.SelectMany(cases => cases)]));
        return [.. figures.Select(figure => figure.Week == last ? WithOpen(figure, open) : figure)];
    }

    private static List<(DateOnly Week, IReadOnlyList<FinishedCases> Cases)> PeriodsOf(
        IEnumerable<FinishedCases> group, DateOnly next, DateOnly first, DateOnly last)
    {
        var weeks = group.Where(cases => cases.Week >= next && cases.Week <= last).ToLookup(cases => cases.Week);
        var periods = new List<(DateOnly Week, IReadOnlyList<FinishedCases> Cases)>();
        var gathered = new List<FinishedCases>();
        foreach (var week in weeks.Select(week => week.Key).Order())
        {
            gathered.RemoveAll(cases => cases.Week <= week.AddDays(-Week * LongestWeeks));
            gathered.AddRange(weeks[week]);
            // What came late may have made an earlier week large enough; it was passed over, and stays so.
            if (week < first || gathered.Sum(cases => cases.Cases) < Smallest)
            {
                continue;
            }

            periods.Add((week, gathered));
            gathered = [];
        }

        return periods;
    }

    private static ProcessingTime FigureOf(string? authority, string kind, DateOnly week, IReadOnlyList<FinishedCases> cases)
    {
        var sorted = cases.OrderBy(some => some.WorkingDays).ToList();
        var count = sorted.Sum(some => some.Cases);
        return new ProcessingTime(
            authority, kind, sorted.Min(some => some.Week), week, count, DaysOf(sorted, count, 50), DaysOf(sorted, count, 80), sorted.Sum(some => some.InTime), null, null);
    }

    /// <summary>Within how many days so many of a hundred were ready.</summary>
    private static int DaysOf(List<FinishedCases> sorted, int count, int percent)
    {
        var passed = 0;
        return sorted.First(some => (passed += some.Cases) * 100L >= (long)count * percent).WorkingDays;
    }

    private static ProcessingTime WithOpen(ProcessingTime figure, IReadOnlyCollection<OpenCases> open)
    {
        var those = open.Where(some => some.Kind == figure.Kind && (figure.Authority is null || some.Authority == figure.Authority)).ToList();
        return figure with { Open = InTens(those.Sum(some => some.Cases)), OpenLonger = InTens(those.Sum(some => some.Longer)) };
    }

    private static int? InTens(int cases) => cases < Smallest ? null : (cases + 5) / 10 * 10;
}
