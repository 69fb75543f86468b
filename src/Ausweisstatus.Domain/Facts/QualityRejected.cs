namespace Ausweisstatus.Domain;

/// <summary>The manufacturer threw the document away and makes it again.</summary>
public sealed record QualityRejected(DateTimeOffset OccurredAt) : Fact(OccurredAt);
