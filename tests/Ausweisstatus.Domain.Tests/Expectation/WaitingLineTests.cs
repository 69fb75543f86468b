using Ausweisstatus.Domain.Expectation;
using CsCheck;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Domain.Tests.Expectation;

public sealed class WaitingLineTests
{
    private const int Today = 1000;

    private static readonly Gen<Span[]> Spans = Gen.Select(Gen.Int[Today - 150, Today], Gen.Int[0, 60], Gen.Int[0, 3], (start, length, how) =>
            how == 0 || start + length > Today ? new Span(start, null, false) : new Span(start, start + length, how > 1))
        .Array[0, 60];

    [Fact]
    public void Ahead_are_those_who_came_before_and_still_wait() =>
        Gen.Select(Spans, Gen.Int[Today - 130, Today + 2], Gen.Int[Today - 40, Today]).Sample((spans, start, day) =>
        {
            bool Waits(Span span) => span.Start <= day && span.Start >= day - WaitingLine.Longest && (span.End ?? int.MaxValue) > day;
            var served = spans.Count(span => span.IsReached && span.End > day - WaitingLine.RateDays && span.End <= day);
            var ahead = spans.Count(span => Waits(span) && span.Start < start) + (spans.Count(span => Waits(span) && span.Start == start) / 2.0);
            var days = WaitingLine.Of(Counted(spans), day).DaysAhead(start);
            return served == 0 ? days is null : Math.Abs(days!.Value - ((ahead + 1) * WaitingLine.RateDays / served)) < 1e-9;
        }, iter: 10_000);

    [Fact]
    public void Of_who_was_passed_over_nothing_is_said()
    {
        var making = Steady(perDay: 20, days: 12);
        making[new Span(Today - 60, null, false)] = 1;
        var times = KindTimes.Of(making, Counted([]), LinesOf(making), Today);

        times.Dispatch(Today - 60, null).ShouldBeNull("five times as long as who comes now");
        times.Dispatch(Today - 11, null).ShouldNotBeNull();
    }

    [Fact]
    public void Who_knows_only_a_share_of_all_documents_says_about_the_same()
    {
        var some = Steady(perDay: 20, days: 12);
        var all = some.ToDictionary(one => one.Key, one => one.Value * 4);
        var (few, many) = (KindTimes.Of(some, Counted([]), LinesOf(some), Today), KindTimes.Of(all, Counted([]), LinesOf(all), Today));

        var (one, other) = (few.Dispatch(Today - 3, null)!.Range(0.1, 0.1)!.Value, many.Dispatch(Today - 3, null)!.Range(0.1, 0.1)!.Value);

        Math.Abs(one.From - other.From).ShouldBeLessThanOrEqualTo(1);
        Math.Abs(one.To - other.To).ShouldBeLessThanOrEqualTo(1);
    }

    [Theory]
    [InlineData(0, 12)]
    [InlineData(4, 8)]
    [InlineData(10, 2)]
    public void Where_everybody_waits_for_twelve_days_everybody_is_told_twelve_days(int waited, int left)
    {
        var making = Steady(perDay: 20, days: 12);

        var (from, to) = KindTimes.Of(making, Counted([]), LinesOf(making), Today).Dispatch(Today - waited, null)!.Range(0.1, 0.1)!.Value;

        from.ShouldBeInRange(left - 1, left);
        to.ShouldBeInRange(left, left + 1);
    }

    [Fact]
    public void What_is_produced_is_not_asked_for_its_place_in_the_line()
    {
        var making = Steady(perDay: 20, days: 12);
        var dispatching = Counted([.. Enumerable.Range(Today - 40, 39).Select(day => new Span(day, day + 1, true))]);

        var times = KindTimes.Of(making, dispatching, LinesOf(making), Today);

        times.Dispatch(Today - 2, produced: Today)!.Range(0.1, 0.1).ShouldBe((1, 1));
        times.Dispatch(Today - 2, produced: Today - 9)!.Range(0.1, 0.1)!.Value.To.ShouldBeGreaterThan(8, "no other took so long; it waits like those who are not produced");
    }

    [Fact]
    public void Nothing_is_said_before_enough_was_seen()
    {
        var making = Steady(perDay: 20, days: 12).Where(one => one.Key.Start > Today - 5).ToDictionary();
        var none = KindTimes.Of(making, Counted([]), LinesOf(making), Today);

        none.Dispatch(Today - 3, null).ShouldBeNull();
        WaitingLine.Of(making, Today).DaysAhead(Today - 3).ShouldBeNull("nobody was served");
    }

    private static IEnumerable<WaitingLine> LinesOf(Dictionary<Span, int> making) =>
        Enumerable.Range(Today - 60, 60).Select(day => WaitingLine.Of(making, day));

    private static Dictionary<Span, int> Steady(int perDay, int days) =>
        Enumerable.Range(Today - 150, 151).ToDictionary(start => start + days <= Today ? new Span(start, start + days, true) : new Span(start, null, false), _ => perDay);

    private static Dictionary<Span, int> Counted(Span[] spans) => spans.GroupBy(span => span).ToDictionary(group => group.Key, group => group.Count());
}
