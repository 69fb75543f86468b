using System.Collections.Immutable;

namespace Ausweisstatus.Domain;

/// <summary>
/// A document of one person: the facts known about it. What it is said to be follows from them. Immutable; a further fact gives another
/// document.
/// </summary>
public sealed record Document
{
    private readonly ImmutableArray<KnownFact> facts = [];
    private Guid id;
    private Status? status;

    /// <summary>See <see cref="DocumentId"/>; derived when it is first asked for.</summary>
    public Guid Id
    {
        get => id != Guid.Empty ? id : id = DocumentId.Of(Authority, Order);
        init => id = value;
    }

    public required AuthorityId Authority { get; init; }

    public required OrderNumber Order { get; init; }

    /// <summary>The set of facts, in the order they were learned.</summary>
    public ImmutableArray<KnownFact> Facts
    {
        get => facts;
        init => (facts, status) = (value, null);
    }

    /// <summary>Folded from the facts when it is first asked for.</summary>
    public Status Status => status ??= Folding.Fold(facts);

    /// <summary>Under what a citizen finds it; null while no code works. Indexed by the store.</summary>
    public string? Lookup => Status.Lookup?.ToString();

    /// <summary>What is stored of the status beside the facts.</summary>
    public StatusColumns Columns => StatusColumns.Of(Status);

    public static Document Of(AuthorityId authority, OrderNumber order) =>
        new() { Authority = authority, Order = order };

    /// <summary>The application that counts: the first that was not retracted; null where there is none.</summary>
    public ApplicationReceived? Application() => Folding.ApplicationAmong(facts);

    /// <summary>The fact of this id, where it is known.</summary>
    public Fact? Find(Guid fact)
    {
        foreach (var known in facts)
        {
            if (known.Id == fact)
            {
                return known.Fact;
            }
        }

        return null;
    }

    /// <summary>This document knowing one more fact. A fact it knows already changes nothing.</summary>
    public Document With(KnownFact known) => Find(known.Id) is null ? this with { Facts = facts.Add(known) } : this;

    /// <summary>This document knowing more facts. Facts it knows already change nothing.</summary>
    public Document With(IEnumerable<KnownFact> known)
    {
        var ids = facts.Select(fact => fact.Id).ToHashSet();
        var news = known.Where(fact => ids.Add(fact.Id)).ToArray();
        return news.Length == 0 ? this : this with { Facts = facts.AddRange(news) };
    }

    public bool Equals(Document? other) =>
        other is not null && (Id, Authority, Order) == (other.Id, other.Authority, other.Order) && facts.SequenceEqual(other.facts);

    public override int GetHashCode() => Id.GetHashCode();
}
