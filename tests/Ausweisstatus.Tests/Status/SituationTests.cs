using Ausweisstatus.Domain;
using Ausweisstatus.Languages;
using Ausweisstatus.Locations;
using Ausweisstatus.Status;
using Shouldly;
using Xunit;
using static Ausweisstatus.Tests.Status.Stories;

namespace Ausweisstatus.Tests.Status;

/// <summary>Every situation a person can be in, and the words they find there: what it is, what to do, where, and what is good to know.</summary>
public sealed class SituationTests
{
    private static readonly DateOnly Until = new(2026, 5, 31);
    private static readonly LocationId OtherOffice = LocationId.Parse("mitte-rathaus-mitte");
    private static readonly Dispatched ToHolder = new(Day(4), Destination.Holder);
    private static readonly ReadyForPickup Ready = new(Day(7), Office, Until);

    private static readonly AuthorityEntry Mitte = new()
    {
        Id = "berlin-mitte",
        State = "DE-BE",
        Locations = [At(Office, "Bürgeramt Osloer Straße"), At(OtherOffice, "Rathaus Mitte")],
    };

    // Facts after the application; keys of headline and next step; whether a place is named; what is good to know. Before the slash a kind.
    private static readonly Dictionary<string, (Fact[] Facts, int Day, string Headline, string Next, bool Place, string[] Advice)> Table = new()
    {
        ["applied for"] = ([], 1, "received", "wait.received", false, []),
        ["ordered"] = ([new OrderSent(Day(1))], 2, "ordered", "wait.ordered", false, []),
        ["in production"] = ([new ProductionStarted(Day(2))], 3, "in-production", "wait.in-production", false, []),
        ["made"] = ([new ProductionCompleted(Day(3))], 4, "produced", "wait.produced", false, []),
        ["made again after a fault"] = ([new QualityRejected(Day(3))], 4, "being-remade", "wait.being-remade", false, []),
        ["takes longer than usual"] = ([new OrderSent(Day(1))], 40, "ordered", "wait.ordered", false, []),
        ["a photo is missing"] = ([new OrderReturned(Day(2), ReturnReason.Photo)], 3, "action-needed.photo", "bring-photo", true, ["photo"]),
        ["a signature is missing"] = ([new OrderReturned(Day(2), ReturnReason.Signature)], 3, "action-needed.signature", "sign-again", true, []),
        ["details are wrong"] = ([new OrderReturned(Day(2), ReturnReason.Data)], 3, "action-needed.data", "correct-data", true, []),
        ["the fee is not paid"] = ([new OrderReturned(Day(2), ReturnReason.Fee)], 3, "action-needed.fee", "pay-fee", true, ["fee"]),
        ["on its way to the office"] = ([new Dispatched(Day(4), Destination.Office)], 5, "shipped", "wait.shipped", false, []),
        ["arrived, not ready"] = ([new ArrivedAtOffice(Day(6))], 7, "at-office", "wait.at-office", false, []),
        ["ready: somebody else, a child, the old one lost, the online ID"] = ([Ready], 8, "ready-for-pickup", "collect.until", true, ["proxy", "child", "old-lost", "online-id"]),
        ["passport/ready, without an online ID"] = ([Ready], 8, "ready-for-pickup", "collect.until", true, ["proxy", "child", "old-lost"]),
        ["the time to collect it is over"] = ([Ready], 100, "ready-for-pickup.over", "contact-office.ready-over", true, []),
        ["not collected"] = ([Ready, new NotCollected(Day(95))], 100, "not-collected", "contact-office.not-collected", true, []),
        ["moved to another office"] =
            ([Ready, new SentAgain(Day(12), Destination.Office, SentAgainReason.OtherOffice, OtherOffice)], 13, "shipped.other-office", "wait.shipped.other-office.named", false, []),
        ["moved, nobody said where"] =
            ([new SentAgain(Day(12), Destination.Office, SentAgainReason.OtherOffice, LocationId.Parse("moved-away"))], 13, "shipped.other-office", "wait.shipped.other-office", false, []),
        ["on its way home"] = ([ToHolder], 5, "in-delivery", "expect-delivery", false, []),
        ["held at a branch"] = ([ToHolder, new DeliveryMissed(Day(5), HeldUntil: Until)], 6, "held-at-branch", "collect-at-branch.until", false, []),
        ["over at the branch"] = ([ToHolder, new DeliveryMissed(Day(5), HeldUntil: Until)], 100, "held-at-branch.over", "contact-office.branch-over", true, []),
        ["a second delivery attempt"] =
            ([ToHolder, new DeliveryMissed(Day(5)), new SentAgain(Day(6), Destination.Holder, SentAgainReason.SecondAttempt)], 7, "in-delivery.second-attempt", "expect-delivery.second-attempt", false, []),
        ["came back and was sent again"] =
            ([ToHolder, new ReturnedToOffice(Day(5)), new SentAgain(Day(6), Destination.Holder, SentAgainReason.Returned)], 7, "in-delivery.returned", "expect-delivery.returned", false, []),
        ["lost, with an online ID to block"] = ([new Lost(Day(5))], 6, "lost", "contact-office.lost", true, ["online-id-lost"]),
        ["passport/lost"] = ([new Lost(Day(5))], 6, "lost", "contact-office.lost", true, []),
        ["handed over"] = ([Ready, new HandedOver(Day(8))], 9, "handed-over", "none.handed-over", false, []),
        ["rejected"] = ([new Cancelled(Day(2), CancelReason.Rejected)], 3, "cancelled.rejected", "contact-office.rejected", true, []),
        ["withdrawn"] = ([new Cancelled(Day(2), CancelReason.Withdrawn)], 3, "cancelled.withdrawn", "none.withdrawn", false, []),
        ["replaced by a new application"] = ([new Cancelled(Day(2), CancelReason.Superseded)], 3, "cancelled.superseded", "use-new-code", false, []),
        ["said to be ready by mistake"] =
            ([new OrderSent(Day(1)), Ready, new FactRetracted(Day(8), new Guid(3, 0, 0, new byte[8]), RetractionReason.DidNotHappen)], 9, "ordered", "wait.ordered", false, []),
    };

    public static TheoryData<string> Situations => [.. Table.Keys];

    [Theory, MemberData(nameof(Situations))]
    public void Every_situation_has_words_in_every_language(string name)
    {
        var (facts, day, headline, next, place, advice) = Table[name];
        var kind = name.Contains('/', StringComparison.Ordinal) ? name.Split('/')[0] : "identity-card";
        var document = Of([Applied(kind) with { Location = Office }, .. facts]);
        foreach (var language in Language.All)
        {
            var answer = AnswerStatus.At(document, Mitte, language, Day(day)).ShouldNotBeNull();

            answer.Headline.ShouldBe(language[$"stage.{headline}.headline", KindCatalogue.Shipped.Find(DocumentKind.Parse(kind))!.TextsIn(language.Code).Yours]);
            answer.NextStep.Text.ShouldStartWith(language[$"next.{next}", next.EndsWith(".named", StringComparison.Ordinal) ? "Rathaus Mitte" : language.Day(Until)]);
            answer.Advice.Select(one => one.Code).ShouldBe(advice);
            answer.Advice.ShouldAllBe(one => one.Title.Length > 3 && one.Text.Length > 20);
            (answer.Overdue, answer.Correction is not null).ShouldBe((name.StartsWith("takes longer", StringComparison.Ordinal), name.EndsWith("by mistake", StringComparison.Ordinal)));
            var (where, address, opening, appointments) = answer switch
            {
                { Pickup: { } pickup } => (pickup.Location, pickup.Address, pickup.Opening?.Text, pickup.Appointments),
                { Office: { } office } => (office.Location, office.Address, office.Opening?.Text, office.Appointments),
                _ => default,
            };
            (where, address, opening is not null).ShouldBe(place ? ("Bürgeramt Osloer Straße", "Straße 1, 13359 Berlin", true) : (null, null, false));
            (appointments is not null).ShouldBe(place && !headline.EndsWith("ready-for-pickup.over", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void No_stage_is_missing_in_the_table() =>
        Table.Values.Select(situation => Of([Applied(), .. situation.Facts]).Status.Stage!.Value).Distinct().ShouldBe(Enum.GetValues<Stage>(), ignoreOrder: true);

    [Fact]
    public void An_authority_with_one_office_need_not_say_which() =>
        AnswerStatus.Answer(Of(Applied(), new Lost(Day(5))), Mitte with { Locations = [Mitte.Locations[0]] }, Language.Default, Day(6).DayInBerlin())!
            .Office!.Location.ShouldBe("Bürgeramt Osloer Straße");

    // Who watches is told what is another answer. That the clock goes on is none.
    [Fact]
    public void An_answer_that_is_compared_does_not_change_with_the_time_of_the_day() =>
        AnswerStatus.Answer(Of(Applied(), Ready), Mitte, Language.Default, Day(8).DayInBerlin())!.Pickup!.Opening.ShouldBeNull();

    private static Location At(LocationId id, string name) => new()
    {
        Id = id,
        Name = name,
        Street = "Straße 1",
        Postcode = "13359",
        City = "Berlin",
        Hours = "Mo 07:30-15:00; Do 10:00-18:00",
        Appointments = new Uri("https://example.org/termin"),
    };
}
