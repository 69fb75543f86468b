using Ausweisstatus.Domain;
using CsCheck;
using Shouldly;
using Xunit;
using static Ausweisstatus.Tests.Status.Stories;

namespace Ausweisstatus.Tests.Status;

public sealed class LatenessTests
{
    [Fact]
    public void Working_days_are_those_a_calendar_counts_one_by_one() =>
        Gen.Select(Gen.Int[0, 40_000], Gen.Int[0, 900]).Sample((first, days) =>
        {
            var from = new DateTimeOffset(1990, 1, 1, 12, 0, 0, TimeSpan.Zero).AddDays(first);
            var counted = Enumerable.Range(1, days).Count(day => from.AddDays(day).DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday));
            return WorkingDays.Between(from, from.AddDays(days)) == counted;
        }, iter: 10_000);

    [Fact]
    public void A_day_ends_at_midnight_in_Berlin()
    {
        new DateTimeOffset(2026, 3, 2, 23, 30, 0, TimeSpan.Zero).DayInBerlin().ShouldBe(new DateOnly(2026, 3, 3));
        new DateTimeOffset(2026, 7, 2, 22, 30, 0, TimeSpan.Zero).DayInBerlin().ShouldBe(new DateOnly(2026, 7, 3));
        WorkingDays.Between(Day(2), Day(1)).ShouldBe(0);
    }

    [Theory]
    [InlineData("express-passport", 5)]
    [InlineData("identity-card", 15)]
    [InlineData("residence-permit", 30)]
    public void A_kind_is_overdue_on_the_day_after_its_usual_days(string kind, int usual)
    {
        var lastDay = Day(usual / 5 * 7);
        IsOverdue(lastDay, Applied(kind)).ShouldBeFalse();
        IsOverdue(lastDay.AddDays(1), Applied(kind)).ShouldBeTrue();
    }

    [Fact]
    public void What_was_lately_found_faulty_has_its_days_from_there()
    {
        Fact[] remade = [Applied(), new ProductionStarted(Day(2)), new QualityRejected(Day(21))];
        IsOverdue(Day(42), remade).ShouldBeFalse();
        IsOverdue(Day(43), remade).ShouldBeTrue();
        IsOverdue(Day(43), [.. remade, new ProductionStarted(Day(40))]).ShouldBeTrue();
    }

    [Fact]
    public void Nobody_is_late_while_the_holder_has_to_act_and_the_days_count_from_when_the_order_went_on()
    {
        Fact[] returned = [Applied(), new OrderReturned(Day(7), ReturnReason.Photo)];
        IsOverdue(Day(300), returned).ShouldBeFalse();
        Fact[] resumed = [.. returned, new OrderSent(Day(280)), new ProductionStarted(Day(290))];
        IsOverdue(Day(301), resumed).ShouldBeFalse();
        IsOverdue(Day(302), resumed).ShouldBeTrue();
    }

    [Fact]
    public void After_a_loss_the_days_count_from_the_loss()
    {
        Fact[] lost = [Applied(), new Dispatched(Day(5), Destination.Office), new Lost(Day(70))];
        IsOverdue(Day(300), lost).ShouldBeFalse();
        IsOverdue(Day(91), [.. lost, new OrderSent(Day(80))]).ShouldBeFalse();
        IsOverdue(Day(92), [.. lost, new OrderSent(Day(80))]).ShouldBeTrue();
    }

    [Fact]
    public void Sending_it_again_hides_no_lateness_and_waiting_to_be_collected_makes_none()
    {
        // Nine working days until it is ready, then it waits; another six are still as usual.
        Fact[] moved = [Applied(), new ReadyForPickup(Day(11), Office), new SentAgain(Day(67), Destination.Office, SentAgainReason.OtherOffice)];
        IsOverdue(Day(67), moved).ShouldBeFalse();
        IsOverdue(Day(77), moved).ShouldBeFalse();
        IsOverdue(Day(78), moved).ShouldBeTrue();

        Fact[] late = [Applied(), new Dispatched(Day(18), Destination.Holder), new SentAgain(Day(19), Destination.Holder, SentAgainReason.SecondAttempt)];
        IsOverdue(Day(22), late).ShouldBeTrue();

        Fact[] returned = [Applied(), new Dispatched(Day(10), Destination.Holder), new DeliveryMissed(Day(14)), new ReturnedToOffice(Day(24))];
        IsOverdue(Day(31), returned).ShouldBeFalse();
        IsOverdue(Day(32), returned).ShouldBeTrue();
    }

    [Fact]
    public void What_waits_for_its_holder_or_is_over_is_never_late() =>
        Stories.All()
            .Where(document => Lateness.IsOverdue(document.Status, Day(1000).DayInBerlin()))
            .Select(document => document.Status.Stage!.Value)
            .Distinct()
            .ShouldBe(
            [
                Stage.Received, Stage.Ordered, Stage.InProduction, Stage.Produced, Stage.BeingRemade,
                Stage.Shipped, Stage.InDelivery, Stage.AtOffice,
            ], ignoreOrder: true);

    private static bool IsOverdue(DateTimeOffset now, params Fact[] facts) => Lateness.IsOverdue(Of(facts).Status, now.DayInBerlin());
}
