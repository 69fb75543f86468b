namespace Ausweisstatus.Domain;

/// <summary>The holder can collect the document, here.</summary>
public sealed record ReadyForPickup(
    DateTimeOffset OccurredAt,
    LocationId Location,
    DateOnly? HeldUntil = null) : Fact(OccurredAt);
