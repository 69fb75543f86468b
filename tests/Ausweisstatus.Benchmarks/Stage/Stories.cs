using System.Text;
using Ausweisstatus.Domain;

namespace Ausweisstatus.Benchmarks.Stage;

/// <summary>Identity cards of 20 authorities on their way from the application to the office, eight facts each.</summary>
internal sealed class Stories(LookupKeys keys)
{
    public const int FactsOfEach = 8;

    // So many documents begin between two facts of one.
    private const int Between = 1000;

    /// <summary>Imported before the benchmarks begin.</summary>
    public static readonly AuthorityId[] Authorities = [.. Enumerable.Range(1, 20).Select(number => AuthorityId.Parse($"authority-{number:00}"))];
    private static readonly LocationId Office = LocationId.Parse("rathaus");
    private static readonly DocumentKind Kind = DocumentKind.Parse("identity-card");
    private static readonly DateTimeOffset First = DateTimeOffset.UtcNow.AddDays(-25);

    /// <summary>The facts of these documents as they happen: facts of many documents lie between the facts of one, as in life.</summary>
    public static IEnumerable<(int Document, int Step)> InOrderOfTime(int from, int to)
    {
        for (var begun = from; begun < to + ((FactsOfEach - 1) * Between); begun++)
        {
            for (var step = 0; step < FactsOfEach; step++)
            {
                if (begun - (step * Between) is var document && document >= from && document < to)
                {
                    yield return (document, step);
                }
            }
        }
    }

    public static AuthorityId Authority(int document) => Authorities[document % Authorities.Length];

    public static OrderNumber Order(int document) => OrderNumber.Parse($"B-2026-{document:00000000}");

    public static Guid Id(int document) => DocumentId.Of(Authority(document), Order(document));

    /// <summary>What its holder asks.</summary>
    public byte[] Question(int document) =>
        Encoding.UTF8.GetBytes($$"""{"reference":"{{Reference(document)}}","dateOfBirth":"{{DateOfBirth(document)}}"}""");

    public Fact Fact(int document, int step)
    {
        var at = First.AddDays(step * 3).AddMilliseconds(document % 1_000_000);
        return step switch
        {
            0 => new ApplicationReceived(at, Kind, keys.Current.LookupOf(Reference(document), DateOfBirth(document)), Delivery.Pickup, Office),
            1 => new OrderSent(at),
            2 => new OrderConfirmed(at),
            3 => new ProductionStarted(at),
            4 => new ProductionCompleted(at),
            5 => new Dispatched(at, Destination.Office, ShortText.Parse("DHL")),
            6 => new ArrivedAtOffice(at, Office),
            _ => new ReadyForPickup(at, Office),
        };
    }

    private Reference Reference(int document) => keys.Current.ReferenceOf(keys.Realm, Authority(document), Order(document), generation: 1);

    private static DateOfBirth DateOfBirth(int document) =>
        Domain.DateOfBirth.TryCreate(1940 + (document % 70), 1 + (document % 12), 1 + (document % 28), out var date) ? date : default;
}
