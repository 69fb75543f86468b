namespace Ausweisstatus.Domain;

/// <summary>The document arrived at the authority. It is not yet ready for anybody.</summary>
public sealed record ArrivedAtOffice(DateTimeOffset OccurredAt, LocationId? Location = null) : Fact(OccurredAt);
