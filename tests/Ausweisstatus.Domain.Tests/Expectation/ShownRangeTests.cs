using Ausweisstatus.Domain.Expectation;
using CsCheck;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Domain.Tests.Expectation;

public sealed class ShownRangeTests
{
    private static readonly Gen<(Stage, int)[]> Stories = Gen.Select(Gen.OneOf([.. Enum.GetValues<Stage>().Select(Gen.Const)]), Gen.Int[0, 40], (stage, day) => (stage, day)).Array[0, 6];

    private static readonly Gen<Stage> Awaited = Gen.OneOf(Gen.Const(Stage.ReadyForPickup), Gen.Const(Stage.HandedOver));

    [Theory]
    [InlineData(9, RangeOutcome.Early)]
    [InlineData(10, RangeOutcome.Held)]
    [InlineData(12, RangeOutcome.Held)]
    [InlineData(13, RangeOutcome.Late)]
    public void It_holds_if_the_document_is_there_on_one_of_its_days(int ready, RangeOutcome outcome) => Of((Stage.Shipped, 8), (Stage.ReadyForPickup, ready)).ShouldBe(outcome);

    [Fact]
    public void What_is_not_there_yet_is_late_and_what_was_lost_is_not_there_before_another_is()
    {
        Of().ShouldBe(RangeOutcome.Late);
        Of((Stage.Shipped, 8), (Stage.AtOffice, 11)).ShouldBe(RangeOutcome.Late);
        Of((Stage.Lost, 9), (Stage.BeingRemade, 10), (Stage.ReadyForPickup, 30)).ShouldBe(RangeOutcome.Late);
    }

    [Theory]
    [InlineData(Stage.Cancelled)]
    [InlineData(Stage.HandedOver)]
    [InlineData(Stage.NotCollected)]
    public void Of_what_was_withdrawn_or_was_never_said_to_be_ready_nobody_can_say(Stage end)
    {
        Of((Stage.Shipped, 8), (end, 11)).ShouldBeNull();
        Of((Stage.ReadyForPickup, 11), (end, 20)).ShouldBe(RangeOutcome.Held, "by then it was there");
    }

    [Theory]
    [InlineData(Stage.HeldAtBranch)]
    [InlineData(Stage.HandedOver)]
    public void What_is_brought_to_its_holder_is_there_when_somebody_rings(Stage stage)
    {
        new ShownRange(Stage.HandedOver, 10, 12).OutcomeBy([(stage, 11)]).ShouldBe(RangeOutcome.Held);
        Of((Stage.HeldAtBranch, 11)).ShouldBe(RangeOutcome.Late, "another waits for it at the office");
    }

    [Fact]
    public void A_range_of_all_days_is_late_only_of_what_never_came_and_a_wider_one_holds_whatever_a_narrower_one_did() =>
        Gen.Select(Stories, Awaited, Gen.Int[0, 40], Gen.Int[0, 10]).Sample((story, awaited, from, days) =>
        {
            var (all, some) = (new ShownRange(awaited, 0, 40).OutcomeBy(story), new ShownRange(awaited, from, from + days).OutcomeBy(story));
            var came = story.Any(line => line.Item1 == Stage.ReadyForPickup || (awaited == Stage.HandedOver && line.Item1 is Stage.HeldAtBranch or Stage.HandedOver));
            return all != RangeOutcome.Early && (came || all != RangeOutcome.Held) && (all is null) == (some is null) && (some != RangeOutcome.Held || all == RangeOutcome.Held);
        }, iter: 10_000);

    [Fact]
    public void Those_that_held_or_came_early_or_late_are_all() =>
        Gen.Select(Gen.OneOf([.. Enum.GetValues<RangeOutcome>().Select(Gen.Const)]), Gen.Int[1, 30]).Array.Sample(ranges =>
        {
            var counts = ranges.Aggregate(new RangeCounts(), (sum, range) => sum.With(range.Item1, range.Item2));
            return counts.Due == ranges.Length && counts.Days == ranges.Sum(range => range.Item2) && counts.Held == ranges.Count(range => range.Item1 == RangeOutcome.Held);
        }, iter: 1_000);

    [Theory]
    [InlineData(69, 31, 4, true)]
    [InlineData(70, 30, 4, false)]
    [InlineData(90, 10, 4, false)]
    [InlineData(91, 9, 4, true)]
    [InlineData(91, 9, 2, false)]
    [InlineData(60, 40, 2, true)]
    [InlineData(0, 99, 4, false)]
    public void An_alarm_rings_where_fewer_or_more_hold_than_should_unless_they_are_few_or_cannot_be_narrower(int held, int late, int width, bool isOff) =>
        new RangeCounts(held, 0, late, width * (held + late)).IsOff.ShouldBe(isOff);

    private static RangeOutcome? Of(params (Stage, int)[] after) => new ShownRange(Stage.ReadyForPickup, 10, 12).OutcomeBy(after);
}
