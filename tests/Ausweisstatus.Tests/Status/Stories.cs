using Ausweisstatus.Domain;

namespace Ausweisstatus.Tests.Status;

/// <summary>Documents as they come about: from facts, in the order they are named here, a day apart.</summary>
internal static class Stories
{
    public static readonly DateTimeOffset Monday = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    public static readonly LocationId Office = LocationId.Parse("mitte-osloer");

    private static readonly LookupKey Key = new(1, new byte[32]);
    private static readonly AuthorityId Mitte = AuthorityId.Parse("berlin-mitte");

    public static DateTimeOffset Day(int day) => Monday.AddDays(day);

    public static ApplicationReceived Applied(string kind = "identity-card", Delivery delivery = Delivery.Pickup)
    {
        DateOfBirth.TryCreate(1990, 5, 17, out var dateOfBirth);
        var order = OrderNumber.Parse("B-1");
        var lookup = Key.LookupOf(Key.ReferenceOf(Realm.Parse("00"), Mitte, order, 1), dateOfBirth);
        return new ApplicationReceived(Monday, DocumentKind.Parse(kind), lookup, delivery);
    }

    public static Document Of(params Fact[] facts) =>
        Document.Of(Mitte, OrderNumber.Parse("B-1")).With(facts.Select((fact, i) => new KnownFact(new Guid(i + 1, 0, 0, new byte[8]), fact)));

    /// <summary>What leads to each stage, and what makes a difference there to the words.</summary>
    public static IEnumerable<Document> All()
    {
        foreach (var kind in KindCatalogue.Shipped.All.Select(entry => entry.Kind.ToString()))
        {
            foreach (var delivery in Enum.GetValues<Delivery>())
            {
                foreach (var ending in Endings())
                {
                    yield return Of([Applied(kind, delivery), .. ending]);
                }
            }
        }
    }

    private static IEnumerable<Fact[]> Endings()
    {
        var until = new DateOnly(2026, 5, 31);
        var sent = new Dispatched(Day(4), Destination.Holder);
        yield return [];
        yield return [new OrderSent(Day(1))];
        yield return [new ProductionStarted(Day(2))];
        yield return [new ProductionCompleted(Day(3))];
        yield return [new QualityRejected(Day(3))];
        yield return [new IncomingCheckFailed(Day(6))];
        yield return [new Dispatched(Day(4), Destination.Office)];
        yield return [sent];
        yield return [sent, new DeliveryMissed(Day(5))];
        yield return [sent, new DeliveryMissed(Day(5), HeldUntil: until)];
        yield return [sent, new ReturnedToOffice(Day(6))];
        yield return [sent, new DeliveryMissed(Day(5)), new ReturnedToOffice(Day(6))];
        yield return [sent, new Delivered(Day(6))];
        foreach (var reason in Enum.GetValues<SentAgainReason>())
        {
            foreach (var to in Enum.GetValues<Destination>())
            {
                yield return [sent, new DeliveryMissed(Day(5)), new SentAgain(Day(6), to, reason)];
                yield return [sent, new DeliveryMissed(Day(5)), new SentAgain(Day(6), to, reason), new HandedOver(Day(7))];
            }
        }

        yield return [new ArrivedAtOffice(Day(6))];
        yield return [new ReadyForPickup(Day(7), Office)];
        yield return [new ReadyForPickup(Day(7), Office, until)];
        yield return [new HandedOver(Day(8))];
        yield return [new NotCollected(Day(90))];
        yield return [new Lost(Day(5))];
        foreach (var reason in Enum.GetValues<ReturnReason>())
        {
            yield return [new OrderReturned(Day(2), reason)];
        }

        foreach (var reason in Enum.GetValues<CancelReason>())
        {
            yield return [new Cancelled(Day(2), reason)];
        }
    }
}
