using Ausweisstatus.Domain.Expectation;
using CsCheck;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Domain.Tests.Expectation;

public sealed class OutlookTests
{
    private const int Today = 528_400;

    // Ten working days at the manufacturer, two on the way and at the office, of which one at the office; one to the door.
    private static readonly KindTimes Kind = KindOf(days: 10);
    private static readonly PlaceTimes Place = new(CurveOf(2, 2, 3), CurveOf(1, 1, 2), CurveOf(1));

    [Fact]
    public void Each_working_day_has_a_number_of_its_own() =>
        Gen.Int[700_000, 800_000].Sample(number =>
        {
            var day = DateOnly.FromDayNumber(number);
            var same = WorkingDays.DayOf(WorkingDays.NumberOf(day));
            return day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? same.DayOfWeek == DayOfWeek.Friday && same < day : same == day;
        }, iter: 10_000);

    [Fact]
    public void Legs_begin_and_end_with_the_stages_of_a_usual_way() => Legs.Of(Story(
        (Stage.Received, 1), (Stage.Ordered, 2), (Stage.InProduction, 5), (Stage.Produced, 9), (Stage.Shipped, 10), (Stage.AtOffice, 11), (Stage.ReadyForPickup, 13),
        (Stage.HandedOver, 20))).ShouldBe(
        [(Leg.Making, Reached(1, 10)), (Leg.Dispatching, Reached(9, 10)), (Leg.ToOffice, Reached(10, 13)), (Leg.AtOffice, Reached(11, 13))]);

    [Fact]
    public void What_is_sent_back_is_broken_off_and_begins_anew() => Legs.Of(Story(
        (Stage.Received, 1), (Stage.Ordered, 1), (Stage.ActionNeeded, 3), (Stage.Ordered, 8), (Stage.Produced, 12), (Stage.BeingRemade, 13), (Stage.Produced, 15), (Stage.Shipped, 15),
        (Stage.Lost, 20))).ShouldBe(
        [
            (Leg.Making, Broken(1, 3)), (Leg.Making, Broken(8, 13)), (Leg.Dispatching, Broken(12, 13)), (Leg.Making, Reached(13, 15)), (Leg.Dispatching, Reached(15, 15)),
            (Leg.ToOffice, Broken(15, 20)), (Leg.Making, new(20, null, false)),
        ], ignoreOrder: true);

    [Fact]
    public void Delivered_is_when_somebody_stood_at_the_door() => Legs.Of(Story(
        (Stage.Received, 1), (Stage.InDelivery, 8), (Stage.HeldAtBranch, 9), (Stage.AtOffice, 17), (Stage.ReadyForPickup, 18))).ShouldBe(
        [(Leg.Making, Reached(1, 8)), (Leg.ToHolder, Reached(8, 9)), (Leg.AtOffice, Reached(17, 18))]);

    [Fact]
    public void What_is_known_so_far_is_not_changed_by_what_comes_next() =>
        Gen.Select(Gen.Enum<Stage>(), Gen.Int[0, 3]).Array[1, 14].Sample(steps =>
        {
            var day = 0;
            var story = steps.Select(step => (step.Item1, day += step.Item2)).ToArray();
            var ended = Legs.Of(story[..^1]).Where(leg => leg.Span.End is not null).ToArray();
            var all = Legs.Of(story);
            return ended.SequenceEqual(all.Take(ended.Length))
                && all.Count(leg => leg.Span.End is null) == all.Where(leg => leg.Span.End is null).DistinctBy(leg => leg.Leg).Count()
                && all.All(leg => leg.Span.End is null || leg.Span.End >= leg.Span.Start);
        }, iter: 10_000);

    [Fact]
    public void It_is_ready_when_it_was_made_and_has_come_to_the_office()
    {
        var outlook = Of(Delivery.Pickup, (Stage.Received, -4), (Stage.Ordered, -4)).ShouldNotBeNull();

        outlook.Stage.ShouldBe(Stage.ReadyForPickup);
        Near(outlook.Dispatch!, 6);
        Near(outlook.Shares, 8);
    }

    [Fact]
    public void Who_has_it_brought_home_waits_for_the_door()
    {
        var outlook = Of(Delivery.Direct, (Stage.Received, -4)).ShouldNotBeNull();

        outlook.Stage.ShouldBe(Stage.HandedOver);
        Near(outlook.Shares, 7);
        Of(Delivery.Direct, (Stage.Received, -9), (Stage.InDelivery, 0))!.Shares.Range(0.1, 0.1).ShouldBe((1, 1));
    }

    [Fact]
    public void What_is_on_its_way_is_asked_for_the_rest_of_it()
    {
        Of(Delivery.Pickup, (Stage.Received, -9), (Stage.Shipped, -1))!.Shares.Range(0.1, 0.1).ShouldBe((1, 2));
        Of(Delivery.Pickup, (Stage.Received, -9), (Stage.Shipped, -2))!.Shares.Range(0.1, 0.1).ShouldBe((1, 1), "the others were ready by now");
        Of(Delivery.Pickup, (Stage.Received, -9), (Stage.Shipped, -1), (Stage.AtOffice, 0))!.Shares.Range(0.1, 0.1)!.Value.From.ShouldBe(1);
    }

    [Theory]
    [InlineData(Stage.ActionNeeded)]
    [InlineData(Stage.HeldAtBranch)]
    [InlineData(Stage.ReadyForPickup)]
    [InlineData(Stage.HandedOver)]
    [InlineData(Stage.NotCollected)]
    [InlineData(Stage.Cancelled)]
    public void Where_nobody_is_at_work_on_it_nothing_is_said(Stage stage) => Of(Delivery.Pickup, (Stage.Received, -4), (stage, 0)).ShouldBeNull();

    [Fact]
    public void What_should_long_have_happened_has_no_date_any_more() => Of(Delivery.Pickup, (Stage.Received, -40), (Stage.Shipped, -30)).ShouldBeNull();

    [Fact]
    public void Nothing_is_said_before_the_first_day_that_is_left() =>
        Gen.Select(Gen.Int[0, 12], Gen.Int[0, 6], Gen.OneOf([.. new[] { Stage.Received, Stage.Produced, Stage.Shipped, Stage.AtOffice }.Select(Gen.Const)])).Sample((ago, earliest, stage) =>
        {
            var story = Story((Stage.Received, -12), (stage, -ago)).Select(line => new StageEntered(line.Stage, At(line.Day)));
            return Outlook.Of(Waiting.Of([.. story], Delivery.Pickup)!.Value, Kind, Place, Today, earliest)?.Shares.Range(0.1, 0.1) is not { } range || (range.From >= earliest && range.To >= range.From);
        }, iter: 10_000);

    [Fact]
    public void An_office_that_was_hardly_seen_has_the_times_of_others_and_one_that_was_has_its_own()
    {
        var seen = new PlaceObservations(Today);
        for (var day = Today - 30; day < Today - 8; day++)
        {
            for (var i = 0; i < 20; i++)
            {
                seen.Add("large", "main", Leg.ToOffice, new(day, day + 2, true));
                seen.Add("large", "branch", Leg.ToOffice, new(day, day + 7, true));
            }
        }

        seen.Add("small", "main", Leg.ToOffice, new(Today - 4, Today - 1, true));
        var times = seen.Times().ToDictionary(one => (one.Authority, one.Place), one => one.Times.ToOffice.Whole()!.Range(0.1, 0.1)!.Value);

        times[("large", "branch")].ShouldBe((7, 7));
        times[("large", "main")].ShouldBe((2, 2));
        times[("large", null)].ShouldBe((2, 7));
        times[("small", "main")].ShouldBe((2, 7));
        times.ShouldContainKey((null, null));
    }

    [Fact]
    public void Who_has_just_begun_to_tell_stands_in_no_line()
    {
        var (some, all) = (new Observations(Today, authority => authority != "new"), new Observations(Today, _ => true));
        foreach (var observations in new[] { some, all })
        {
            observations.Add("old", "passport", null, [(Leg.Making, new(Today - 3, null, false))]);
            observations.Add("new", "passport", null, [(Leg.Making, new(Today - 3, null, false)), (Leg.ToOffice, new(Today - 3, Today - 1, true))]);
        }

        (some.Line("passport").Waiting.Sum(), all.Line("passport").Waiting.Sum()).ShouldBe((1, 2));
        Observations.IsInLine(null, Today).ShouldBeFalse();
        Observations.IsInLine(Today - 5, Today).ShouldBeFalse();
        Observations.IsInLine(Today - 15, Today).ShouldBeTrue();
    }

    private static Outlook? Of(Delivery delivery, params (Stage Stage, int Day)[] story) =>
        Waiting.Of([.. story.Select(line => new StageEntered(line.Stage, At(line.Day)))], delivery) is { } waiting ? Outlook.Of(waiting, Kind, Place, Today, earliest: 1) : null;

    private static void Near(DayShares shares, int days)
    {
        var (from, to) = shares.Range(0.1, 0.1)!.Value;
        from.ShouldBeInRange(days - 1, days);
        to.ShouldBeInRange(days, days + 2);
    }

    private static DateTimeOffset At(int day) => BerlinTime.MomentInBerlin(WorkingDays.DayOf(Today + day).ToDateTime(new(12, 0)));

    private static (Stage Stage, int Day)[] Story(params (Stage Stage, int Day)[] story) => story;

    private static Span Reached(int start, int end) => new(start, end, true);

    private static Span Broken(int start, int end) => new(start, end, false);

    private static SurvivalCurve CurveOf(params int[] days)
    {
        var observed = new ObservedSteps(20);
        Array.ForEach(days, day => observed.Add(day, isEnded: true, 10));
        return SurvivalCurve.Of(observed);
    }

    private static KindTimes KindOf(int days)
    {
        var making = Enumerable.Range(Today - 150, 151).ToDictionary(start => start + days <= Today ? new Span(start, start + days, true) : new Span(start, null, false), _ => 20);
        var produced = Enumerable.Range(Today - 150, 150).ToDictionary(start => new Span(start, start + 1, true), _ => 20);
        return KindTimes.Of(making, produced, Enumerable.Range(Today - 60, 60).Select(day => WaitingLine.Of(making, day)), Today);
    }
}
