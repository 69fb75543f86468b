namespace Ausweisstatus.Domain;

/// <summary>The document is on its way once more, after a setback or to another office of the authority.</summary>
/// <param name="Location">The office it goes to, where that is known.</param>
public sealed record SentAgain(
    DateTimeOffset OccurredAt,
    Destination To,
    SentAgainReason Reason,
    LocationId? Location = null,
    ShortText? Carrier = null,
    ShortText? TrackingNumber = null) : Fact(OccurredAt);
