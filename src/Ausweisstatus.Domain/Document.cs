using System.Collections.Immutable;

namespace Ausweisstatus.Domain;

/// <summary>
/// A document of one person: the facts known about it, and the status they fold into. Immutable; a further fact gives another document.
/// </summary>
public sealed record Document
{
    /// <summary>See <see cref="DocumentId"/>.</summary>
    public required Guid Id { get; init; }

    public required AuthorityId Authority { get; init; }

    public required OrderNumber Order { get; init; }

    /// <summary>The set of facts, in the order they were learned.</summary>
    public ImmutableArray<KnownFact> Facts { get; init; } = [];

    public Status Status { get; init; } = Status.Unknown;

    /// <summary>Under what a citizen finds it; null while no code works. Indexed by the store.</summary>
    public string? Lookup => Status.Lookup?.ToString();

    public static Document Of(AuthorityId authority, OrderNumber order) =>
        new() { Id = DocumentId.Of(authority, order), Authority = authority, Order = order };

    /// <summary>The application that counts: the first that was not retracted; null where there is none.</summary>
    public ApplicationReceived? Application() => Folding.ApplicationAmong(Facts);

    /// <summary>This document knowing one more fact. A fact it knows already changes nothing.</summary>
    public Document With(KnownFact known) => With([known]);

    /// <summary>This document knowing more facts, folded once. Facts it knows already change nothing.</summary>
    public Document With(IEnumerable<KnownFact> known)
    {
        var facts = Facts.Concat(known).DistinctBy(fact => fact.Id).ToImmutableArray();
        return facts.Length == Facts.Length ? this : this with { Facts = facts, Status = Folding.Fold(facts) };
    }

    public bool Equals(Document? other) =>
        other is not null && Id == other.Id && Status == other.Status && Facts.SequenceEqual(other.Facts);

    public override int GetHashCode() => Id.GetHashCode();
}
