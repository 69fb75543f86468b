namespace Ausweisstatus.Domain;

/// <summary>The manufacturer confirmed the order.</summary>
public sealed record OrderConfirmed(DateTimeOffset OccurredAt) : Fact(OccurredAt);
