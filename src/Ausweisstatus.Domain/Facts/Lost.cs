namespace Ausweisstatus.Domain;

/// <summary>The document cannot be found.</summary>
public sealed record Lost(DateTimeOffset OccurredAt) : Fact(OccurredAt);
