using Shouldly;
using Xunit;
using static Ausweisstatus.Domain.Tests.Samples;
using static Ausweisstatus.Domain.Tests.Spec;
using static Ausweisstatus.Domain.Tests.Story;

namespace Ausweisstatus.Domain.Tests;

/// <summary>The rules of the fold, one after the other.</summary>
public sealed class FoldRuleTests
{
    [Fact]
    public void A_document_of_which_nothing_is_known_has_no_stage()
    {
        Document.Of(Mitte, Order).Status.ShouldBe(Status.Unknown);
        Given().ThenStageIs(null).ThenHistoryIs().ThenAnomaliesAre();
    }

    [Fact]
    public void A_document_that_is_collected_goes_through_all_its_stages() =>
        Given(received, ordered, confirmed, productionStarted, produced, dispatchedToOffice, arrived, ready)
            .When(handedOver)
            .ThenStageIs(Stage.HandedOver)
            .ThenSinceIs(14)
            .ThenHistoryIs(
                (Stage.Received, 1), (Stage.Ordered, 2), (Stage.InProduction, 5), (Stage.Produced, 6),
                (Stage.Shipped, 8), (Stage.AtOffice, 10), (Stage.ReadyForPickup, 12), (Stage.HandedOver, 14))
            .ThenAnomaliesAre();

    [Fact]
    public void A_document_that_is_delivered_on_the_second_try_goes_by_the_branch() =>
        Given(received, dispatchedToHolder, deliveryMissed)
            .When(delivered)
            .ThenHistoryIs((Stage.Received, 1), (Stage.InDelivery, 8), (Stage.HeldAtBranch, 9), (Stage.HandedOver, 14))
            .ThenAnomaliesAre();

    // Rule 1: the set of facts, without those retracted.
    [Fact]
    public void A_fact_told_twice_counts_once() => Given(received, ordered).When(ordered).ThenNothingChanges();

    [Fact]
    public void A_document_does_not_even_keep_a_fact_it_knows()
    {
        var document = Document.Of(Mitte, Order).With(received.Known());
        document.With(received.Known()).ShouldBeSameAs(document);
        document.With([received.Known(), received.Known()]).ShouldBeSameAs(document);
    }

    [Fact]
    public void A_retracted_fact_counts_as_never_told()
    {
        var withRetraction = Given(received, ordered, ready).When(Retraction(of: ready)).Status;
        withRetraction.ShouldBe(Given(received, ordered).Status);
    }

    [Fact]
    public void A_retraction_holds_before_the_fact_it_names() =>
        Given(received, Retraction(of: ready)).ThenStageIs(Stage.Received).When(ready).ThenStageIs(Stage.Received);

    [Fact]
    public void A_retraction_cannot_be_retracted()
    {
        var retraction = Retraction(of: ready);
        Given(received, ready, retraction).When(Retraction(of: retraction)).ThenStageIs(Stage.Received);
    }

    [Fact]
    public void A_retraction_of_a_fact_that_is_not_there_or_of_itself_changes_nothing()
    {
        var ownId = Guid.NewGuid();
        foreach (var retraction in new[] { Retraction(of: lost).Known(), new(ownId, new FactRetracted(Day(3), ownId, RetractionReason.WrongData)) })
        {
            Given(received, ordered).When(retraction).ThenAnomaliesAre(Anomaly.RetractsNothing)
                .Then(status => (status with { Anomalies = [] }).ShouldBe(Given(received, ordered).Status));
        }
    }

    [Fact]
    public void A_retracted_fact_may_be_told_again_under_a_new_id() =>
        Given(received, ready, Retraction(of: ready))
            .When(new KnownFact(new Guid("00000000-0000-0000-0000-000000000001"), ready))
            .ThenStageIs(Stage.ReadyForPickup);

    [Fact]
    public void Nothing_is_known_when_everything_was_retracted() =>
        Given(received, Retraction(of: received)).Then(status => status.ShouldBe(Status.Unknown));

    // Rule 2: by when they happened.
    [Fact]
    public void The_time_of_happening_decides_in_whatever_zone_it_was_written()
    {
        var writtenInBerlin = ordered with { OccurredAt = Day(2).ToOffset(TimeSpan.FromHours(1)) };
        var writtenInNewYork = productionStarted with { OccurredAt = Day(2, hour: 1).ToOffset(TimeSpan.FromHours(-5)) };
        Given(writtenInNewYork).When(writtenInBerlin).ThenStageIs(Stage.InProduction)
            .Then(status => status.History.Select(line => line.At).ShouldBe([Day(2), Day(2, hour: 1)]));
    }

    // Rule 3: resets, and what is final.
    [Fact]
    public void A_second_reset_of_the_same_kind_begins_another_run() =>
        Given(received, lost.On(3)).When(lost.On(5)).ThenSinceIs(5)
            .ThenHistoryIs((Stage.Received, 1), (Stage.Lost, 3), (Stage.Lost, 5));

    [Fact]
    public void A_document_made_again_goes_through_its_stages_again() =>
        Given(received, ordered, productionStarted, dispatchedToOffice, arrived, incomingCheckFailed)
            .When(ordered.On(13), productionStarted.On(14))
            .ThenStageIs(Stage.InProduction)
            .ThenSinceIs(14)
            .ThenHistoryIs(
                (Stage.Received, 1), (Stage.Ordered, 2), (Stage.InProduction, 5), (Stage.Shipped, 8), (Stage.AtOffice, 10),
                (Stage.BeingRemade, 11), (Stage.Ordered, 13), (Stage.InProduction, 14))
            .ThenAnomaliesAre();

    [Fact]
    public void A_second_delivery_attempt_brings_the_document_home() =>
        Given(received, dispatchedToHolder, deliveryMissed, sentAgainToHolder)
            .ThenStageIs(Stage.InDelivery).ThenSinceIs(11)
            .When(delivered)
            .ThenStageIs(Stage.HandedOver)
            .Then(status => status.History.ShouldBe(
            [
                new(Stage.Received, Day(1)), new(Stage.InDelivery, Day(8)), new(Stage.HeldAtBranch, Day(9)),
                new(Stage.InDelivery, Day(11), SentAgainReason.SecondAttempt, Run: 2), new(Stage.HandedOver, Day(14), Run: 2),
            ]))
            .ThenAnomaliesAre();

    [Fact]
    public void What_was_sent_again_after_a_return_may_be_missed_and_returned_again() =>
        Given(received, dispatchedToHolder, deliveryMissed, returnedToOffice, sentAgainToHolder with { Reason = SentAgainReason.Returned })
            .ThenStageIs(Stage.InDelivery)
            .When(deliveryMissed.On(12)).ThenStageIs(Stage.HeldAtBranch)
            .When(returnedToOffice.On(13)).ThenStageIs(Stage.AtOffice)
            .When(ready.On(14), handedOver.On(15)).ThenStageIs(Stage.HandedOver).ThenAnomaliesAre();

    [Fact]
    public void A_document_that_moves_to_another_office_becomes_ready_there() =>
        Given(received, dispatchedToOffice, arrived, ready, sentAgainToOffice)
            .ThenStageIs(Stage.Shipped).ThenSinceIs(13)
            .When(arrived.On(14)).ThenStageIs(Stage.AtOffice)
            .When(ready.On(15) with { Location = Osloer }).ThenStageIs(Stage.ReadyForPickup).ThenSinceIs(15)
            .When(handedOver.On(16)).ThenStageIs(Stage.HandedOver).ThenAnomaliesAre();

    [Fact]
    public void A_dispatch_that_is_told_beside_the_second_sending_is_the_same_sending() =>
        Given(received, dispatchedToHolder, deliveryMissed, sentAgainToHolder).When(dispatchedToHolder.On(11, hour: 1))
            .ThenSinceIs(11).ThenAnomaliesAre()
            .Then(status => status.History[^1].SentAgain.ShouldBe(SentAgainReason.SecondAttempt));

    [Fact]
    public void After_a_final_stage_not_even_a_reset_changes_anything()
    {
        foreach (var final in new Fact[] { handedOver, delivered, notCollected, cancelled })
        {
            foreach (var later in OneOfEach.Where(fact => fact is not (ReferenceReissued or FactRetracted)))
            {
                var ended = Given(received, ready, final);
                ended.When(later.On(20)).Then(status =>
                    (status with { LastHeard = ended.Status.LastHeard, Anomalies = ended.Status.Anomalies }).ShouldBe(ended.Status));
            }
        }
    }

    [Fact]
    public void Retracting_the_final_fact_opens_the_document_again() =>
        Given(received, ready, handedOver, lost.On(16)).ThenStageIs(Stage.HandedOver)
            .When(Retraction(of: handedOver)).ThenStageIs(Stage.Lost);

    // Rule 4: since, and the history.
    [Fact]
    public void A_further_fact_of_the_same_stage_does_not_change_since() =>
        Given(received, ordered).When(confirmed).ThenStageIs(Stage.Ordered).ThenSinceIs(2)
            .ThenHistoryIs((Stage.Received, 1), (Stage.Ordered, 2));

    [Fact]
    public void A_late_fact_of_the_same_stage_that_happened_earlier_does() =>
        Given(received, confirmed).ThenSinceIs(3).When(ordered).ThenSinceIs(2);

    [Fact]
    public void Since_is_of_the_current_run_and_not_of_an_earlier_one() =>
        Given(ordered, orderReturned).When(ordered.On(6)).ThenStageIs(Stage.Ordered).ThenSinceIs(6);

    [Fact]
    public void A_fact_that_is_history_only_is_no_line_of_the_history() =>
        Given(received, arrived).When(dispatchedToOffice.On(11)).ThenHistoryIs((Stage.Received, 1), (Stage.AtOffice, 10));

    [Fact]
    public void Last_heard_is_the_last_thing_that_happened_a_retraction_or_a_retracted_fact_aside()
    {
        Given(received, arrived).When(dispatchedToOffice.On(11)).Then(status => status.LastHeard.ShouldBe(Day(11)));
        Given(received, ready, Retraction(of: ready)).Then(status => status.LastHeard.ShouldBe(Day(1)));
    }
}
