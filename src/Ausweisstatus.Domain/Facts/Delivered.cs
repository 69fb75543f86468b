namespace Ausweisstatus.Domain;

/// <summary>The courier handed the document to its holder.</summary>
public sealed record Delivered(DateTimeOffset OccurredAt) : Fact(OccurredAt);
