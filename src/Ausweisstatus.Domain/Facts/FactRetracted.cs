namespace Ausweisstatus.Domain;

/// <summary>A fact was told wrongly: it counts as never told, whether the retraction comes before it or after.</summary>
/// <param name="Fact">The id of the retracted fact.</param>
public sealed record FactRetracted(DateTimeOffset OccurredAt, Guid Fact, RetractionReason Reason) : Fact(OccurredAt);
