namespace Ausweisstatus.Domain;

/// <summary>An authority received an application. The date of birth goes into the lookup and is not kept.</summary>
public sealed record ApplicationReceived(
    DateTimeOffset OccurredAt,
    DocumentKind Kind,
    Lookup Lookup,
    Delivery Delivery = Delivery.Pickup,
    LocationId? Location = null) : Fact(OccurredAt);
