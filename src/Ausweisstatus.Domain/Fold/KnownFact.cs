namespace Ausweisstatus.Domain;

/// <summary>A fact with its id: what a document is folded from.</summary>
public sealed record KnownFact(Guid Id, Fact Fact);
