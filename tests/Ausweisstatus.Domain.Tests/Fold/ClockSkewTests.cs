using Xunit;
using static Ausweisstatus.Domain.Tests.Spec;
using static Ausweisstatus.Domain.Tests.Story;

namespace Ausweisstatus.Domain.Tests;

/// <summary>Print shop, courier and office each have a clock of their own.</summary>
public sealed class ClockSkewTests
{
    [Fact]
    public void Dispatched_stamped_after_arrived_does_not_move_the_status_back() =>
        Given(received, arrived.On(10)).When(dispatchedToOffice.On(10, hour: 3))
            .ThenStageIs(Stage.AtOffice).ThenSinceIs(10).ThenAnomaliesAre(Anomaly.BackInTime);

    [Fact]
    public void Received_stamped_after_ordered_still_registers_the_document() =>
        Given(ordered.On(1)).When(received.On(2))
            .ThenStageIs(Stage.Ordered).ThenHistoryIs((Stage.Ordered, 1)).ThenAnomaliesAre(Anomaly.BackInTime)
            .Then(status => Xunit.Assert.Equal(received.Kind, status.Kind));

    [Fact]
    public void Facts_of_one_midnight_are_told_in_the_order_of_a_usual_life() =>
        Given(ready.On(3), arrived.On(3), dispatchedToOffice.On(3), produced.On(3), productionStarted.On(3)).When(received.On(3))
            .ThenStageIs(Stage.ReadyForPickup)
            .ThenHistoryIs(
                (Stage.Received, 3), (Stage.InProduction, 3), (Stage.Produced, 3), (Stage.Shipped, 3), (Stage.AtOffice, 3),
                (Stage.ReadyForPickup, 3))
            .ThenAnomaliesAre();

    [Fact]
    public void A_whole_bulk_that_comes_late_fills_the_history_and_leaves_the_status() =>
        Given(received, ready).When(ordered, productionStarted, produced, dispatchedToOffice, arrived)
            .ThenStageIs(Stage.ReadyForPickup).ThenSinceIs(12).ThenAnomaliesAre()
            .ThenHistoryIs(
                (Stage.Received, 1), (Stage.Ordered, 2), (Stage.InProduction, 5), (Stage.Produced, 6), (Stage.Shipped, 8),
                (Stage.AtOffice, 10), (Stage.ReadyForPickup, 12));

    [Fact]
    public void A_failed_check_of_the_same_moment_as_the_arrival_comes_after_it() =>
        Given(received, arrived.On(11)).When(incomingCheckFailed.On(11)).ThenStageIs(Stage.BeingRemade);

    [Fact]
    public void A_reset_that_is_learned_late_but_happened_before_the_rest_only_begins_the_run() =>
        Given(received, ordered.On(5), productionStarted.On(6)).When(orderReturned.On(4))
            .ThenStageIs(Stage.InProduction)
            .ThenHistoryIs((Stage.Received, 1), (Stage.ActionNeeded, 4), (Stage.Ordered, 5), (Stage.InProduction, 6));
}
