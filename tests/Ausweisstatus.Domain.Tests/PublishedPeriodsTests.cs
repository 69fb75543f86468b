using CsCheck;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Domain.Tests;

/// <summary>Nothing is said about fewer than ten documents, and nothing can be worked out that is.</summary>
public sealed class PublishedPeriodsTests
{
    private static readonly DateOnly Monday = new(2026, 1, 5);
    private static readonly Dictionary<(string Authority, string Kind), DateOnly> Nothing = [];

    private static readonly Gen<FinishedCases[]> GenCases =
        (from authority in Gen.OneOf(Gen.Const("a"), Gen.Const("b"), Gen.Const("c"))
         from kind in Gen.OneOf(Gen.Const("passport"), Gen.Const("identity-card"))
         from week in Gen.Int[0, 29]
         from days in Gen.Int[0, 40]
         from cases in Gen.Int[1, 6]
         from inTime in Gen.Int[0, cases]
         select new FinishedCases(authority, kind, Monday.AddDays(7 * week), days, cases, inTime)).Array[0, 150];

    [Fact]
    public void No_figure_is_about_fewer_than_ten_and_no_difference_of_two_figures_is() => GenCases.Sample(finished =>
    {
        var figures = PublishedPeriods.Of(finished, [], Nothing, Monday, Week(29));

        foreach (var figure in figures)
        {
            Check(figure.Cases >= PublishedPeriods.Smallest);
            Check(figure.InTime <= figure.Cases && figure.Median <= figure.EightyPercent);
        }

        // All together are those that stand alone, and nobody else.
        foreach (var all in figures.Where(figure => figure.Authority is null))
        {
            var alone = figures.Where(figure => figure.Authority is not null && figure.Kind == all.Kind && figure.Week == all.Week).ToList();
            Check(all.Cases == alone.Sum(figure => figure.Cases) && all.InTime == alone.Sum(figure => figure.InTime));
        }

        // Periods of the same authority and kind share no week, so no document counts twice.
        foreach (var group in figures.Where(figure => figure.Authority is not null).GroupBy(figure => (figure.Authority, figure.Kind)))
        {
            var periods = group.OrderBy(figure => figure.Week).ToList();
            Check(periods.Zip(periods.Skip(1)).All(pair => pair.First.Week < pair.Second.Since));
            Check(periods.All(period => period.Week.DayNumber - period.Since.DayNumber < 7 * PublishedPeriods.LongestWeeks));
        }
    });

    [Fact]
    public void Publishing_week_by_week_says_what_publishing_at_once_says() => GenCases.Sample(finished =>
    {
        var atOnce = PublishedPeriods.Of(finished, [], Nothing, Monday, Week(29));
        var (published, weekly) = (new Dictionary<(string, string), DateOnly>(), new List<ProcessingTime>());
        for (var week = Monday; week <= Week(29); week = week.AddDays(7))
        {
            var figures = PublishedPeriods.Of(finished.Where(cases => cases.Week <= week), [], published, week, week);
            weekly.AddRange(figures);
            foreach (var figure in figures.Where(figure => figure.Authority is not null))
            {
                published[(figure.Authority!, figure.Kind)] = figure.Week;
            }
        }

        Check(weekly.OrderBy(Key, StringComparer.Ordinal).SequenceEqual(atOnce.OrderBy(Key, StringComparer.Ordinal)));
    });

    [Fact]
    public void Days_are_those_within_which_half_and_eight_of_ten_were_ready()
    {
        var figures = PublishedPeriods.Of([Cases(0, 3, 4, 4), Cases(0, 9, 1, 1), Cases(0, 12, 3, 2), Cases(0, 40, 2, 0)], [], Nothing, Monday, Monday);

        figures.ShouldBe(
        [
            new("a", "passport", Monday, Monday, 10, 9, 12, 7, null, null),
            new(null, "passport", Monday, Monday, 10, 9, 12, 7, null, null),
        ]);
        (figures[0].PercentInTime, figures[0].LastDay).ShouldBe((70, Monday.AddDays(6)));
    }

    [Fact]
    public void Weeks_with_too_few_are_put_together_and_what_never_becomes_ten_is_never_said()
    {
        FinishedCases[] finished = [Cases(0, 5, 4, 4), Cases(2, 7, 5, 5), Cases(4, 9, 1, 1), Cases(18, 9, 9, 9), Cases(19, 9, 1, 1)];

        var figures = PublishedPeriods.Of(finished, [], Nothing, Monday, Week(29)).Where(figure => figure.Authority is not null).ToList();

        figures.Select(figure => (figure.Since, figure.Week, figure.Cases)).ShouldBe([(Monday, Week(4), 10), (Week(18), Week(19), 10)]);
        PublishedPeriods.Of([Cases(0, 5, 9, 9), Cases(13, 5, 9, 9)], [], Nothing, Monday, Week(29)).ShouldBeEmpty();
    }

    [Fact]
    public void What_came_late_opens_no_week_that_is_over()
    {
        // Nine were known when the week was published, and two of them have been told since.
        var figures = PublishedPeriods.Of([Cases(0, 5, 11, 11), Cases(1, 5, 1, 1)], [], Nothing, Week(1), Week(1));
        figures.ShouldAllBe(figure => figure.Week == Week(1) && figure.Cases == 12);

        var published = new Dictionary<(string, string), DateOnly> { [("a", "passport")] = Monday };
        PublishedPeriods.Of([Cases(0, 5, 11, 11), Cases(1, 5, 1, 1)], [], published, Week(1), Week(1)).ShouldBeEmpty();
    }

    [Fact]
    public void Those_that_wait_are_told_in_tens_beside_the_newest_week()
    {
        var figures = PublishedPeriods.Of(
            [Cases(0, 5, 10, 10), Cases(1, 5, 10, 10)], [new("a", "passport", 44, 9), new("b", "passport", 61, 7), new("a", "identity-card", 900, 900)], Nothing, Monday, Week(1));

        figures.Select(figure => (figure.Authority, figure.Week, figure.Open, figure.OpenLonger)).ShouldBe(
            [("a", Monday, null, null), ("a", Week(1), 40, null), (null, Monday, null, null), (null, Week(1), 110, 20)]);
    }

    private static FinishedCases Cases(int week, int days, int cases, int inTime) => new("a", "passport", Week(week), days, cases, inTime);

    private static DateOnly Week(int number) => Monday.AddDays(7 * number);

    private static string Key(ProcessingTime figure) => $"{figure.Kind} {figure.Authority} {figure.Week:o}";

    private static void Check(bool holds)
    {
        if (!holds)
        {
            throw new InvalidOperationException("It does not hold.");
        }
    }
}
