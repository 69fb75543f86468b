using Shouldly;
using Xunit;
using static Ausweisstatus.Domain.Tests.Samples;
using static Ausweisstatus.Domain.Tests.Spec;
using static Ausweisstatus.Domain.Tests.Story;

namespace Ausweisstatus.Domain.Tests;

/// <summary>What is told about a document apart from its stage.</summary>
public sealed class DetailTests
{
    private static readonly DateOnly EndOfMay = new(2026, 5, 31);
    private static readonly DateOnly EndOfJune = new(2026, 6, 30);
    private static readonly ShortText Dhl = ShortText.Parse("DHL");
    private static readonly ShortText Gls = ShortText.Parse("GLS");

    [Fact]
    public void Of_two_applications_the_first_counts() =>
        Given(received with { Location = Rathaus })
            .When(new ApplicationReceived(Day(2), DocumentKind.Parse("passport"), LookupOf("1990-05-18"), Delivery.Direct, Osloer))
            .Then(status =>
            {
                status.Kind.ShouldBe(received.Kind);
                status.Delivery.ShouldBe(Delivery.Pickup);
                status.Location.ShouldBe(Rathaus);
                status.AppliedAt.ShouldBe(Day(1));
                status.Lookup.ShouldBe(received.Lookup);
            });

    [Fact]
    public void An_application_counts_wherever_it_sorts() =>
        Given(handedOver).When(received.On(20)).Then(status => status.Kind.ShouldBe(received.Kind));

    [Fact]
    public void The_application_of_a_document_is_the_first_that_was_not_retracted()
    {
        var document = Document.Of(Mitte, Order);
        document.With([ordered.Known()]).Application().ShouldBeNull();

        var later = received.On(2) with { Delivery = Delivery.Direct };
        document = document.With([later.Known(), received.Known()]);
        document.Application().ShouldBe(received);
        document.With(Retraction(of: received).Known()).Application().ShouldBe(later);
    }

    [Fact]
    public void A_document_is_found_under_the_lookup_of_its_status() =>
        Document.Of(Mitte, Order).With([received.Known(), reissued.Known()]).Lookup.ShouldBe(reissued.Lookup.ToString());

    [Fact]
    public void Without_an_application_kind_delivery_and_date_are_not_known() =>
        Given(ordered).Then(status =>
        {
            status.Kind.ShouldBeNull();
            status.Delivery.ShouldBeNull();
            status.AppliedAt.ShouldBeNull();
            status.Lookup.ShouldBeNull();
        });

    [Fact]
    public void The_location_last_told_counts() =>
        Given(received with { Location = Osloer }).Then(status => status.Location.ShouldBe(Osloer))
            .When(arrived).Then(status => status.Location.ShouldBe(Osloer))
            .When(arrived.On(11) with { Location = Rathaus }).Then(status => status.Location.ShouldBe(Rathaus))
            .When(ready with { Location = Osloer }).Then(status => status.Location.ShouldBe(Osloer))
            .When(ready.On(13)).Then(status => status.Location.ShouldBe(Rathaus));

    [Fact]
    public void A_reset_forgets_where_the_failed_piece_was_and_how_it_travelled()
    {
        foreach (var reset in new Fact[] { orderReturned, qualityRejected, incomingCheckFailed, sentAgainToHolder, lost })
        {
            Given(
                    received with { Location = Osloer },
                    dispatchedToOffice with { Carrier = Dhl, TrackingNumber = ShortText.Parse("1") },
                    ready with { HeldUntil = EndOfMay })
                .When(reset.On(15))
                .Then(status =>
                {
                    status.Location.ShouldBe(Osloer);
                    status.Carrier.ShouldBeNull();
                    status.TrackingNumber.ShouldBeNull();
                    status.HeldUntil.ShouldBeNull();
                });
        }
    }

    [Fact]
    public void What_is_sent_again_forgets_how_it_travelled_before_and_tells_how_it_does_now() =>
        Given(received, dispatchedToOffice with { Carrier = Dhl, TrackingNumber = ShortText.Parse("1") }, ready)
            .When(sentAgainToOffice with { Carrier = Gls })
            .Then(status => (status.Location, status.Carrier, status.TrackingNumber).ShouldBe((Osloer, Gls, null)));

    [Fact]
    public void Said_again_after_the_last_day_it_is_held_without_a_date()
    {
        Given(received, ready with { HeldUntil = EndOfMay }).When(ready with { OccurredAt = new(2026, 5, 31, 21, 59, 0, TimeSpan.Zero) })
            .Then(status => status.HeldUntil.ShouldBe(EndOfMay))
            .When(ready with { OccurredAt = new(2026, 5, 31, 22, 0, 0, TimeSpan.Zero) })
            .Then(status => status.HeldUntil.ShouldBeNull("in Berlin it is June"));
        Given(received, deliveryMissed with { HeldUntil = new DateOnly(2026, 3, 10) }).When(deliveryMissed.On(11))
            .Then(status => status.HeldUntil.ShouldBeNull());
    }

    [Fact]
    public void Ready_tells_until_when_and_a_later_ready_tells_anew() =>
        Given(received, ready with { HeldUntil = EndOfMay }).Then(status => status.HeldUntil.ShouldBe(EndOfMay))
            .When(ready.On(13)).ThenSinceIs(12).Then(status => status.HeldUntil.ShouldBe(EndOfMay))
            .When(ready.On(14) with { HeldUntil = EndOfJune }).ThenSinceIs(12).Then(status => status.HeldUntil.ShouldBe(EndOfJune));

    [Fact]
    public void A_missed_delivery_tells_branch_and_until_when_and_the_next_stage_forgets_both() =>
        Given(received, deliveryMissed with { Branch = ShortText.Parse("Filiale 5"), HeldUntil = EndOfMay })
            .Then(status => (status.Branch, status.HeldUntil).ShouldBe((ShortText.Parse("Filiale 5"), EndOfMay)))
            .When(deliveryMissed.On(9, hour: 3))
            .Then(status => (status.Branch, status.HeldUntil).ShouldBe((ShortText.Parse("Filiale 5"), EndOfMay)))
            .When(returnedToOffice).Then(status => (status.Branch, status.HeldUntil).ShouldBe((null, null)));

    [Fact]
    public void A_second_dispatch_updates_the_carrier_and_not_since() =>
        Given(received, dispatchedToOffice with { Carrier = Dhl, TrackingNumber = ShortText.Parse("1") })
            .When(dispatchedToOffice.On(9) with { Carrier = Gls })
            .ThenSinceIs(8)
            .Then(status => (status.Carrier, status.TrackingNumber).ShouldBe((Gls, ShortText.Parse("1"))));

    [Fact]
    public void A_dispatch_to_the_other_destination_is_another_stage() =>
        Given(received, dispatchedToOffice).When(dispatchedToHolder.On(9)).ThenStageIs(Stage.InDelivery).ThenSinceIs(9);

    [Fact]
    public void The_reason_of_a_return_is_told_while_something_has_to_be_done() =>
        Given(received, orderReturned with { Reason = ReturnReason.Fee }).Then(status => status.ReturnReason.ShouldBe(ReturnReason.Fee))
            .When(orderReturned.On(5) with { Reason = ReturnReason.Data }).Then(status => status.ReturnReason.ShouldBe(ReturnReason.Data))
            .When(ordered.On(6)).Then(status => status.ReturnReason.ShouldBeNull());

    [Fact]
    public void The_reason_of_a_cancellation_is_told() =>
        Given(received).When(cancelled with { Reason = CancelReason.Superseded })
            .Then(status => status.CancelReason.ShouldBe(CancelReason.Superseded));

    [Fact]
    public void Details_of_a_fact_that_is_history_only_do_not_count() =>
        Given(received, dispatchedToOffice with { Carrier = Dhl }, ready).When(dispatchedToOffice.On(13) with { Carrier = Gls })
            .Then(status => status.Carrier.ShouldBe(Dhl));

    [Fact]
    public void Details_told_after_a_final_stage_do_not_count() =>
        Given(received, ready, handedOver).When(ready.On(16) with { Location = Osloer }).Then(status => status.Location.ShouldBe(Rathaus));
}
