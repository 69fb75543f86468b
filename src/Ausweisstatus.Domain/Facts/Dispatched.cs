namespace Ausweisstatus.Domain;

/// <summary>The document left the manufacturer, for the office or straight to its holder.</summary>
public sealed record Dispatched(
    DateTimeOffset OccurredAt,
    Destination To,
    ShortText? Carrier = null,
    ShortText? TrackingNumber = null) : Fact(OccurredAt);
