using System.Globalization;
using Ausweisstatus.Domain;
using Ausweisstatus.Languages;
using Ausweisstatus.Locations;
using Ausweisstatus.Status;
using Shouldly;
using Xunit;
using static Ausweisstatus.Tests.Status.Stories;

namespace Ausweisstatus.Tests.Status;

public sealed class AnswerStatusTests
{
    private static readonly DateOnly Until = new(2026, 5, 31);

    private static readonly AuthorityEntry Mitte = new()
    {
        Id = "berlin-mitte",
        Locations =
        [
            new Location
            {
                Id = Office,
                Name = "Bürgeramt Osloer Straße",
                Street = "Osloer Straße 36",
                Postcode = "13359",
                City = "Berlin",
                Hours = "Mo 07:30-15:00; Di 07:30-15:00",
                Bring = ["payment-card", "Das blaue Formular"],
                Appointments = new Uri("https://example.org/termin"),
            },
        ],
    };

    [Fact]
    public void A_ready_document_says_where_when_and_with_what()
    {
        var answer = Ask(Of(Applied(), new ReadyForPickup(Day(7), Office, Until)), "en");

        answer.Headline.ShouldBe("Your identity card is ready for collection.");
        answer.KindName.ShouldBe("Identity card");
        answer.Since.ShouldBe(Day(7));
        answer.NextStep.ShouldBe(new NextStep("collect", "Please collect the document at your office by 31 May 2026."));
        var pickup = answer.Pickup.ShouldNotBeNull();
        (pickup.Location, pickup.Address, pickup.Until).ShouldBe(("Bürgeramt Osloer Straße", "Osloer Straße 36, 13359 Berlin", Until));
        pickup.Hours.ShouldBe("Mon 07:30–15:00; Tue 07:30–15:00");
        pickup.Appointments.ShouldBe(new Uri("https://example.org/termin"));
        pickup.Bring[0].ShouldBe("Your previous identity card or your passport, even if it has expired");
        pickup.Bring.TakeLast(2).ShouldBe(["A card to pay with", "Das blaue Formular"]);
    }

    [Fact]
    public void In_German_the_same_is_said_in_German()
    {
        var answer = Ask(Of(Applied("eid-card"), new ReadyForPickup(Day(7), Office, Until)), "de");

        answer.Headline.ShouldBe("Ihre eID-Karte ist abholbereit.");
        answer.NextStep.Text.ShouldContain("31. Mai 2026");
        answer.Language.ShouldBe("de");
        answer.Pickup!.Hours.ShouldBe("Mo 07:30–15:00; Di 07:30–15:00");
    }

    [Fact]
    public void An_office_we_do_not_know_has_a_sentence_for_a_name_and_no_address()
    {
        var ready = Of(Applied(), new ReadyForPickup(Day(7), LocationId.Parse("moved-away")));

        foreach (var authority in new[] { null, Mitte })
        {
            var pickup = AnswerStatus.Answer(ready, authority, Language.Of("en"), Day(8).DayInBerlin())!.Pickup.ShouldNotBeNull();
            pickup.Location.ShouldBe("At the office where you applied");
            pickup.Address.ShouldBeNull();
            pickup.Hours.ShouldBeNull();
            pickup.Bring.ShouldNotBeEmpty();
        }
    }

    [Fact]
    public void A_place_to_collect_is_named_only_where_the_document_is_ready_there() =>
        Stories.All().Select(document => Ask(document, "de")).ShouldAllBe(answer => answer.Pickup != null == (answer.Stage == Stage.ReadyForPickup));

    [Fact]
    public void A_parcel_is_told_of_while_it_is_under_way_or_held()
    {
        var sent = new Dispatched(Day(4), Destination.Holder, ShortText.Parse("DHL"), ShortText.Parse("0034"));
        Ask(Of(Applied(), sent), "de").Shipment.ShouldBe(new Shipment("DHL", "0034", null, null));

        var held = Ask(Of(Applied(), sent, new DeliveryMissed(Day(5), ShortText.Parse("Filiale 123"), Until)), "de");
        held.Shipment.ShouldBe(new Shipment("DHL", "0034", "Filiale 123", Until));
        held.NextStep.Code.ShouldBe("collect-at-branch");
        Ask(Of(Applied(), sent, new Delivered(Day(5))), "de").Shipment.ShouldBeNull();
    }

    [Theory]
    [InlineData("2026-05-31T21:59:59Z", "collect", true)]
    [InlineData("2026-05-31T22:00:00Z", "contact-office", false)]
    public void After_the_last_day_in_Berlin_nobody_is_told_to_come(string now, string code, bool inTime)
    {
        var ready = Of(Applied(), new ReadyForPickup(Day(7), Office, Until));

        var answer = Ask(ready, "en", DateTimeOffset.Parse(now, CultureInfo.InvariantCulture));

        answer.Stage.ShouldBe(Stage.ReadyForPickup);
        answer.NextStep.Code.ShouldBe(code);
        answer.Pickup!.Until.ShouldBe(inTime ? Until : null);
        answer.Pickup.Location.ShouldBe("Bürgeramt Osloer Straße", "where to ask");
        (answer.Pickup.Bring.Count > 0, answer.Pickup.Appointments is not null).ShouldBe((inTime, inTime), "what to bring and when to come");
        answer.Headline.ShouldBe(inTime
            ? "Your identity card is ready for collection."
            : "Your identity card was ready for collection, but the time to collect it is over.");
        answer.NextStep.Text.Contains("115", StringComparison.Ordinal).ShouldBe(!inTime);
        answer.Overdue.ShouldBeFalse();
    }

    [Fact]
    public void After_the_last_day_at_a_branch_the_document_is_on_its_way_back()
    {
        var held = Of(Applied(), new Dispatched(Day(4), Destination.Holder), new DeliveryMissed(Day(5), ShortText.Parse("Filiale 123"), Until));

        var answer = Ask(held, "de", Day(100));

        answer.Headline.ShouldBe("Ihr Personalausweis lag in einer Filiale des Zustelldienstes bereit, aber die Zeit zum Abholen ist vorbei.");
        answer.NextStep.Code.ShouldBe("contact-office");
        answer.NextStep.Text.ShouldContain("geht zurück");
        answer.Shipment.ShouldBe(new Shipment(null, null, "Filiale 123", null));
    }

    [Theory]
    [InlineData("de")]
    [InlineData("en")]
    public void No_answer_names_a_day_that_is_over_as_one_to_come(string language)
    {
        foreach (var document in Stories.All())
        {
            foreach (var day in new[] { 20, 89, 90, 91, 200 })
            {
                var answer = Ask(document, language, Day(day));
                var today = DateOnly.FromDateTime(Day(day).Date);
                (answer.Pickup?.Until < today).ShouldBeFalse();
                (answer.Shipment?.HeldUntil < today).ShouldBeFalse();
                answer.NextStep.Text.Contains("2026", StringComparison.Ordinal).ShouldBe((answer.Pickup?.Until ?? answer.Shipment?.HeldUntil) is not null);
            }
        }
    }

    [Theory]
    [InlineData(Destination.Holder, SentAgainReason.SecondAttempt, "Ihr Personalausweis wird Ihnen noch einmal zugestellt.", "expect-delivery")]
    [InlineData(Destination.Holder, SentAgainReason.Returned, "Ihr Personalausweis kam zurück und wurde noch einmal an Sie verschickt.", "expect-delivery")]
    [InlineData(Destination.Holder, SentAgainReason.OtherOffice, "Ihr Personalausweis ist auf dem Weg zu Ihnen.", "expect-delivery")]
    [InlineData(Destination.Office, SentAgainReason.SecondAttempt, "Ihr Personalausweis wird noch einmal an Ihre Behörde geliefert.", "wait")]
    [InlineData(Destination.Office, SentAgainReason.Returned, "Ihr Personalausweis kam zurück und ist jetzt auf dem Weg zu Ihrer Behörde.", "wait")]
    [InlineData(Destination.Office, SentAgainReason.OtherOffice, "Ihr Personalausweis ist auf dem Weg zu einem anderen Standort Ihrer Behörde.", "wait")]
    public void What_is_sent_again_says_so(Destination to, SentAgainReason reason, string headline, string code)
    {
        var again = new SentAgain(Day(12), to, reason, Office, ShortText.Parse("GLS"), ShortText.Parse("7"));

        var answer = Ask(Of(Applied(), new ReadyForPickup(Day(7), Office, Until), again), "de");

        answer.Headline.ShouldBe(headline);
        answer.NextStep.Code.ShouldBe(code);
        answer.Pickup.ShouldBeNull();
        answer.Shipment.ShouldBe(to == Destination.Holder ? new Shipment("GLS", "7", null, null) : null);
        answer.History[^1].At.ShouldBe(Day(12));
    }

    [Fact]
    public void A_text_that_was_stored_and_cannot_be_read_is_not_shown()
    {
        var sent = new Dispatched(Day(4), Destination.Holder, ShortText.Parse("\u200b"), ShortText.Parse("0034\u202e"));

        Ask(Of(Applied(), sent), "de").Shipment.ShouldBe(new Shipment(null, null, null, null));
    }

    [Theory]
    [InlineData(ReturnReason.Photo, "bring-photo")]
    [InlineData(ReturnReason.Signature, "sign-again")]
    [InlineData(ReturnReason.Data, "correct-data")]
    [InlineData(ReturnReason.Fee, "pay-fee")]
    public void What_is_missing_decides_what_to_do(ReturnReason reason, string code) =>
        Ask(Of(Applied(), new OrderReturned(Day(2), reason)), "de").NextStep.Code.ShouldBe(code);

    [Theory]
    [InlineData(CancelReason.Withdrawn, "none")]
    [InlineData(CancelReason.Rejected, "contact-office")]
    [InlineData(CancelReason.Superseded, "use-new-code")]
    public void Why_it_ended_decides_what_to_do(CancelReason reason, string code) =>
        Ask(Of(Applied(), new Cancelled(Day(2), reason)), "de").NextStep.Code.ShouldBe(code);

    [Fact]
    public void A_document_that_came_home_was_delivered_and_one_from_the_office_handed_over()
    {
        Ask(Of(Applied(), new Dispatched(Day(4), Destination.Holder), new Delivered(Day(5))), "en").Headline.ShouldEndWith("has been delivered.");
        Ask(Of(Applied(), new ReadyForPickup(Day(4), Office), new HandedOver(Day(5))), "en").Headline.ShouldEndWith("has been handed over.");
    }

    [Fact]
    public void The_history_tells_every_stage_oldest_first()
    {
        var answer = Ask(Of(Applied(), new OrderSent(Day(1)), new ProductionStarted(Day(2))), "en");

        answer.History.ShouldBe(
        [
            new HistoryLine(Stage.Received, Day(0), "The office received your application."),
            new HistoryLine(Stage.Ordered, Day(1), "The office ordered the document from the manufacturer."),
            new HistoryLine(Stage.InProduction, Day(2), "The manufacturer began to make the document."),
        ]);
        answer.LastHeard.ShouldBe(Day(2));
    }

    [Fact]
    public void What_takes_too_long_is_said_and_nothing_else_changes()
    {
        var document = Of(Applied(), new OrderSent(Day(1)));
        var before = AnswerStatus.Answer(document, Mitte, Language.Of("en"), Day(18).DayInBerlin())!;
        var after = AnswerStatus.Answer(document, Mitte, Language.Of("en"), Day(22).DayInBerlin())!;

        (before.Overdue, after.Overdue).ShouldBe((false, true));
        after.NextStep.Text.ShouldBe(before.NextStep.Text
            + " This is taking longer than usual: up to 15 working days are usual. If you need the document soon, please ask your office or call 115.");
        (after.NextStep.Code, after.Headline).ShouldBe((before.NextStep.Code, before.Headline));
    }

    [Fact]
    public void Without_an_application_there_is_no_answer() =>
        AnswerStatus.Answer(Of(new OrderSent(Day(1))), Mitte, Language.Of("de"), Day(2).DayInBerlin()).ShouldBeNull();

    private static StatusAnswer Ask(Document document, string language) => Ask(document, language, Day(60));

    private static StatusAnswer Ask(Document document, string language, DateTimeOffset now) =>
        AnswerStatus.Answer(document, Mitte, Language.Of(language), now.DayInBerlin()).ShouldNotBeNull();
}
