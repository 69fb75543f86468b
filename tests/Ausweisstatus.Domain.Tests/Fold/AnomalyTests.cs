using Shouldly;
using Xunit;
using static Ausweisstatus.Domain.Tests.Samples;
using static Ausweisstatus.Domain.Tests.Spec;
using static Ausweisstatus.Domain.Tests.Story;

namespace Ausweisstatus.Domain.Tests;

/// <summary>What staff should look at, and what they need not.</summary>
public sealed class AnomalyTests
{
    [Fact]
    public void A_fact_that_happened_after_a_final_stage_is_an_anomaly() =>
        Given(received, ready, handedOver).When(arrived.On(16)).ThenAnomaliesAre(Anomaly.AfterFinal);

    [Fact]
    public void A_fact_that_is_learned_after_a_final_stage_but_happened_before_is_none() =>
        Given(received, ready, handedOver).When(arrived).ThenAnomaliesAre();

    [Fact]
    public void A_loss_after_a_final_stage_is_an_anomaly() =>
        Given(received, ready, handedOver).When(lost.On(16)).ThenAnomaliesAre(Anomaly.AfterFinal);

    [Fact]
    public void Two_different_outcomes_are_an_anomaly()
    {
        Given(received, ready, handedOver).When(notCollected).ThenAnomaliesAre(Anomaly.AfterFinal, Anomaly.SecondOutcome);
        Given(received, dispatchedToHolder, delivered).When(handedOver.On(15)).ThenAnomaliesAre(Anomaly.AfterFinal, Anomaly.SecondOutcome);
    }

    [Fact]
    public void The_same_outcome_told_twice_is_none() =>
        Given(received, ready, handedOver).When(handedOver.On(15)).ThenAnomaliesAre();

    [Fact]
    public void Handed_over_without_having_been_ready_is_an_anomaly() =>
        Given(received, arrived).When(handedOver).ThenAnomaliesAre(Anomaly.SkippedReady);

    [Fact]
    public void Handed_over_without_having_been_ready_again_after_a_reset_is_an_anomaly() =>
        Given(received, ready, lost).When(handedOver).ThenAnomaliesAre(Anomaly.SkippedReady);

    [Fact]
    public void Delivered_without_having_been_ready_at_an_office_is_none() =>
        Given(received, dispatchedToHolder).When(delivered).ThenAnomaliesAre();

    [Fact]
    public void The_missing_ready_told_later_removes_the_anomaly() =>
        Given(received, handedOver).ThenAnomaliesAre(Anomaly.SkippedReady).When(ready).ThenAnomaliesAre();

    [Fact]
    public void Facts_without_an_application_are_an_anomaly()
    {
        Given(ordered).ThenAnomaliesAre(Anomaly.NotRegistered).When(received).ThenAnomaliesAre();
        Given(reissued).ThenStageIs(null).ThenAnomaliesAre(Anomaly.NotRegistered);
    }

    [Fact]
    public void A_retraction_alone_is_no_document_and_retracts_nothing() =>
        Given(Retraction(of: received)).ThenStageIs(null).ThenAnomaliesAre(Anomaly.RetractsNothing);

    [Fact]
    public void A_retraction_of_a_fact_that_is_not_known_is_an_anomaly_until_it_is() =>
        Given(received, Retraction(of: ready)).ThenAnomaliesAre(Anomaly.RetractsNothing).When(ready).ThenAnomaliesAre();

    [Fact]
    public void A_retraction_of_a_retraction_or_of_itself_is_an_anomaly_for_ever()
    {
        var ownId = Guid.NewGuid();
        Given(received, ready, Retraction(of: ready)).When(Retraction(of: Retraction(of: ready))).ThenAnomaliesAre(Anomaly.RetractsNothing);
        Given(received).When(new KnownFact(ownId, new FactRetracted(Day(3), ownId, RetractionReason.WrongData)))
            .ThenAnomaliesAre(Anomaly.RetractsNothing);
    }

    [Fact]
    public void A_fact_retracted_twice_is_none() =>
        Given(received, ready, Retraction(of: ready)).When(Retraction(of: ready).On(21)).ThenAnomaliesAre();

    [Fact]
    public void Handed_over_at_another_office_without_having_been_ready_there_is_an_anomaly()
    {
        Given(received, ready, sentAgainToOffice).When(handedOver).ThenAnomaliesAre(Anomaly.SkippedReady);
        Given(received, ready, sentAgainToOffice, ready.On(14)).When(handedOver.On(15)).ThenAnomaliesAre();
    }

    [Fact]
    public void Two_applications_that_differ_are_an_anomaly()
    {
        ApplicationReceived[] others =
        [
            received with { Kind = DocumentKind.Parse("passport") },
            received with { Delivery = Delivery.Direct },
            received with { Location = Rathaus },
            received with { Lookup = LookupOf("1990-05-18") },
        ];
        others.ShouldAllBe(other => Given(received).When(other).Status.Anomalies.Single() == Anomaly.RegisteredTwice);
    }

    [Fact]
    public void Two_applications_that_say_the_same_are_none() =>
        Given(received).When(received.On(1, hour: 3)).ThenAnomaliesAre();

    [Fact]
    public void Two_applications_hidden_with_different_keys_are_none() =>
        Given(received).When(received with { Lookup = LookupOf("1990-05-17", keyVersion: 2) }).ThenAnomaliesAre();

    [Fact]
    public void Any_two_applications_that_differ_are_an_anomaly_the_first_need_not_be_one_of_them() =>
        Given(received)
            .When(received.On(2) with { Lookup = LookupOf("1990-05-17", keyVersion: 2) })
            .When(received.On(3) with { Lookup = LookupOf("1990-05-18", keyVersion: 2) })
            .ThenAnomaliesAre(Anomaly.RegisteredTwice);

    [Fact]
    public void A_fact_of_this_run_that_was_history_only_is_an_anomaly() =>
        Given(received, arrived).When(produced.On(11)).ThenAnomaliesAre(Anomaly.BackInTime);

    [Fact]
    public void A_fact_of_an_earlier_run_that_was_history_only_is_none_any_more() =>
        Given(received, arrived, produced.On(11)).When(lost).ThenAnomaliesAre();

    [Fact]
    public void A_location_the_authority_has_not_told_us_about_is_an_anomaly()
    {
        var status = Given(received, dispatchedToOffice, arrived.On(11), dispatchedToOffice.On(12)).When(ready.On(13)).Status;
        status.AnomaliesGiven(location => location == Osloer).ShouldBe([Anomaly.BackInTime, Anomaly.UnknownLocation]);
        status.AnomaliesGiven(location => location == Rathaus).ShouldBe([Anomaly.BackInTime]);
        Given(received).Status.AnomaliesGiven(_ => false).ShouldBeEmpty();
    }

    [Fact]
    public void Anomalies_stand_in_one_order_each_of_them_once() =>
        Given(produced.On(11), arrived, produced.On(12), dispatchedToOffice.On(13), handedOver, notCollected, lost.On(17), cancelled)
            .ThenAnomaliesAre(
                Anomaly.AfterFinal, Anomaly.SecondOutcome, Anomaly.SkippedReady, Anomaly.NotRegistered, Anomaly.BackInTime);
}
