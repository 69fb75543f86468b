namespace Ausweisstatus.Domain;

/// <summary>The authority found a fault on arrival; the document is made again.</summary>
public sealed record IncomingCheckFailed(DateTimeOffset OccurredAt) : Fact(OccurredAt);
