using Ausweisstatus.Domain;
using Ausweisstatus.Languages;
using Ausweisstatus.Locations;
using Ausweisstatus.Status;

namespace Ausweisstatus.Browser.Tests;

/// <summary>Documents that time or ill luck brings about, which a short test cannot wait for. The words about them are the real ones.</summary>
internal static class RareDocuments
{
    private static readonly AuthorityEntry Mitte = SampleAuthorities.Read().Single(authority => authority.Id == "berlin-mitte");
    private static readonly LocationId Rathaus = LocationId.Parse("mitte-rathaus-mitte");

    public static StatusAnswer? Find(string code, Language language) =>
        FactsOf(code, DateTimeOffset.UtcNow) is { } facts
            ? AnswerStatus.At(DocumentOf(facts), Mitte, language, DateTimeOffset.UtcNow)
            : null;

    private static Fact[]? FactsOf(string? code, DateTimeOffset now)
    {
        DateTimeOffset Ago(int days) => now.AddDays(-days);
        var application = new ApplicationReceived(
            Ago(90), DocumentKind.Parse("identity-card"), Lookup.Parse("1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"));
        return code switch
        {
            _ when code == Question.PeriodOver.Code =>
                [application, new ReadyForPickup(Ago(60), Rathaus, DateOnly.FromDateTime(Ago(2).UtcDateTime))],
            _ when code == Question.SentAgain.Code =>
            [
                application, new Dispatched(Ago(5), Destination.Holder), new DeliveryMissed(Ago(3)),
                new SentAgain(Ago(1), Destination.Holder, SentAgainReason.SecondAttempt, Carrier: ShortText.Parse("DHL")),
            ],
            // Of all kinds most is to be brought for a passport.
            _ when code == Question.LongHistory.Code =>
            [
                application with { Kind = DocumentKind.Parse("passport") }, .. Enumerable.Range(0, 15).SelectMany(Again),
                new ReadyForPickup(Ago(1), Rathaus, DateOnly.FromDateTime(Ago(-80).UtcDateTime)),
            ],
            _ => null,
        };

        Fact[] Again(int times) => [new OrderSent(Ago(80 - (times * 4))), new OrderReturned(Ago(78 - (times * 4)), ReturnReason.Photo)];
    }

    private static Document DocumentOf(Fact[] facts) => Document.Of(Mitte.Authority, OrderNumber.Parse("RARE"))
        .With(facts.Select((fact, i) => new KnownFact(new Guid(i + 1, 0, 0, new byte[8]), fact)));
}
