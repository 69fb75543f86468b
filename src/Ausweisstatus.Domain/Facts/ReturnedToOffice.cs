namespace Ausweisstatus.Domain;

/// <summary>The document could not be delivered and came back to the authority.</summary>
public sealed record ReturnedToOffice(DateTimeOffset OccurredAt) : Fact(OccurredAt);
