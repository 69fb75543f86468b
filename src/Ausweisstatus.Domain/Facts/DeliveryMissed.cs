namespace Ausweisstatus.Domain;

/// <summary>Nobody was at home; the document waits at a branch of the carrier.</summary>
public sealed record DeliveryMissed(
    DateTimeOffset OccurredAt,
    ShortText? Branch = null,
    DateOnly? HeldUntil = null) : Fact(OccurredAt);
