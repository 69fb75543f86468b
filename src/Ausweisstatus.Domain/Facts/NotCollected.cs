namespace Ausweisstatus.Domain;

/// <summary>Nobody came for the document in time.</summary>
public sealed record NotCollected(DateTimeOffset OccurredAt) : Fact(OccurredAt);
