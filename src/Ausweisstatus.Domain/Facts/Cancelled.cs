namespace Ausweisstatus.Domain;

/// <summary>The authority ended the application.</summary>
public sealed record Cancelled(DateTimeOffset OccurredAt, CancelReason Reason) : Fact(OccurredAt);
