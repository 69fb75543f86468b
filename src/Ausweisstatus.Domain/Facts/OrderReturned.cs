namespace Ausweisstatus.Domain;

/// <summary>The order went back to the authority; the applicant has to do something.</summary>
public sealed record OrderReturned(DateTimeOffset OccurredAt, ReturnReason Reason) : Fact(OccurredAt);
