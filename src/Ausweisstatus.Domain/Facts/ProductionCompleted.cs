namespace Ausweisstatus.Domain;

/// <summary>The document is made.</summary>
public sealed record ProductionCompleted(DateTimeOffset OccurredAt) : Fact(OccurredAt);
