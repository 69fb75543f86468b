namespace Ausweisstatus.Domain;

/// <summary>The manufacturer began to make the document.</summary>
public sealed record ProductionStarted(DateTimeOffset OccurredAt) : Fact(OccurredAt);
