using System.Collections.Frozen;
using Ausweisstatus.Domain;
using Ausweisstatus.Domain.Expectation;
using Ausweisstatus.ExpectedDates;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.ExpectedDates;

/// <summary>What was shown on Monday, 27 October 2025, of a document that was sent the Friday before and takes five working days from then.</summary>
public sealed class JudgeRangesTests
{
    private static readonly DateOnly Monday = new(2025, 10, 27);
    private static readonly DateOnly Sent = new(2025, 10, 24);
    private static readonly DateOnly Friday = new(2025, 10, 31);
    private static readonly DateOnly NextMonday = new(2025, 11, 3);

    [Theory]
    [InlineData("berlin-mitte", "2025-10-30", RangeOutcome.Early)]
    [InlineData("berlin-mitte", "2025-10-31", RangeOutcome.Held)]
    [InlineData("berlin-mitte", "2025-11-03", RangeOutcome.Late)]
    [InlineData("berlin-mitte", null, RangeOutcome.Late)]
    // Friday, Reformation Day, is a holiday there.
    [InlineData("potsdam", "2025-10-31", RangeOutcome.Early)]
    [InlineData("potsdam", "2025-11-03", RangeOutcome.Held)]
    [InlineData("potsdam", "2025-11-04", RangeOutcome.Late)]
    public void It_held_if_it_came_on_a_day_that_was_shown_and_holidays_put_that_off(string authority, string? ready, RangeOutcome outcome) =>
        OnlyOne(authority, new(2025, 11, 10), ready is null ? [(Stage.Shipped, Sent)] : [(Stage.Shipped, Sent), (Stage.ReadyForPickup, DateOnly.Parse(ready, null))])
            .Counts.ShouldBe(new RangeCounts().With(outcome, 1));

    [Fact]
    public void It_is_due_from_its_last_day_on_for_twenty_working_days()
    {
        var due = Enumerable.Range(0, 60).Select(later => Monday.AddDays(later)).Where(last => Judge("potsdam", last, [(Stage.Shipped, Sent)]).Count > 0).ToList();

        (due[0], due[^1]).ShouldBe((NextMonday, WorkingDays.DayOf(WorkingDays.NumberOf(NextMonday) + 19).AddDays(2)), "and the days after that Friday on which nobody works");
    }

    [Fact]
    public void What_had_not_begun_and_what_was_there_by_then_was_shown_nothing()
    {
        Judge("potsdam", new(2025, 11, 10), [(Stage.Received, Monday), (Stage.Shipped, Monday)]).ShouldBeEmpty();
        Judge("potsdam", new(2025, 11, 10), [(Stage.Received, new(2025, 10, 1)), (Stage.Shipped, new(2025, 10, 20)), (Stage.ReadyForPickup, Sent)]).ShouldBeEmpty();
        Judge("potsdam", new(2025, 11, 10), [(Stage.Shipped, Sent), (Stage.Cancelled, Friday)]).ShouldBeEmpty("nobody waits for it");
    }

    [Fact]
    public void What_is_brought_to_the_door_is_there_when_somebody_rings()
    {
        var one = OnlyOne("berlin-mitte", new(2025, 11, 10), [(Stage.InDelivery, Sent), (Stage.HeldAtBranch, Friday)]);

        (one.Leg, one.Horizon, one.Counts.Held).ShouldBe((Leg.ToHolder, Horizon.Near, 1));
    }

    [Fact]
    public void What_waits_at_the_plant_was_to_come_the_way_that_it_went()
    {
        (Stage, DateOnly)[] atPlant = [(Stage.Received, new(2025, 10, 20)), (Stage.Produced, Sent)];

        OnlyOne("berlin-mitte", new(2025, 11, 10), [.. atPlant, (Stage.InDelivery, Monday), (Stage.HandedOver, new(2025, 11, 7))]).Counts.Held.ShouldBe(1);
        Judge("berlin-mitte", new(2025, 11, 10), [.. atPlant, (Stage.Shipped, Monday), (Stage.HandedOver, new(2025, 11, 7))]).ShouldBeEmpty("nobody said when it was ready");
    }

    private static RangesDue OnlyOne(string authority, DateOnly last, IEnumerable<(Stage, DateOnly)> story) => Judge(authority, last, story).ShouldHaveSingleItem();

    private static IReadOnlyList<RangesDue> Judge(string authority, DateOnly last, IEnumerable<(Stage Stage, DateOnly Day)> story)
    {
        var observed = new ObservedSteps(20);
        observed.Add(5, isEnded: true, 20);
        var curve = SurvivalCurve.Of(observed);
        var places = new Dictionary<string, PlaceTimes> { ["place"] = new(curve, curve, curve) };
        // Everything takes five working days.
        var kinds = new Dictionary<string, KindTimes> { ["passport"] = new(new(WorkingDays.NumberOf(Sent), 1, WorkingDays.NumberOf(Sent), []), QueueScores.From([]), curve) };
        var times = new ExpectedTimes(Monday, kinds.ToFrozenDictionary(), places.ToFrozenDictionary());
        var ranges = new JudgeRanges([times], WorkingDays.NumberOf(last), new Dictionary<string, string?> { ["berlin-mitte"] = "DE-BE", ["potsdam"] = "DE-BB" });
        ranges.Add(authority, "passport", null, [.. story.Select(line => (line.Stage, WorkingDays.NumberOf(line.Day)))]);
        return ranges.Counted;
    }
}
