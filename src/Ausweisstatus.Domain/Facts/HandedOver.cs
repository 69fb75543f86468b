namespace Ausweisstatus.Domain;

/// <summary>The authority handed the document to its holder.</summary>
public sealed record HandedOver(DateTimeOffset OccurredAt) : Fact(OccurredAt);
