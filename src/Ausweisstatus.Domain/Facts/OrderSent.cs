namespace Ausweisstatus.Domain;

/// <summary>The authority sent the order to the manufacturer.</summary>
public sealed record OrderSent(DateTimeOffset OccurredAt) : Fact(OccurredAt);
