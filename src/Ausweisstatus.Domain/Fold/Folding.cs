using System.Collections.Immutable;

namespace Ausweisstatus.Domain;

/// <summary>
/// Folds a set of facts into a status. Senders are late, send twice and out of order; so the facts are sorted by when they happened and
/// applied once, and any permutation of the same facts gives the same status.
/// </summary>
internal static class Folding
{
    /// <summary>By when they happened, then by rank, then by id.</summary>
    public static IComparer<KnownFact> ByOccurredAt { get; } = Comparer<KnownFact>.Create((one, other) =>
    {
        var byTime = one.Fact.OccurredAt.CompareTo(other.Fact.OccurredAt);
        var byRank = byTime != 0 ? byTime : FoldRow.Of(one.Fact).Rank.CompareTo(FoldRow.Of(other.Fact).Rank);
        return byRank != 0 ? byRank : one.Id.CompareTo(other.Id);
    });

    /// <param name="facts">Each of them once; <see cref="Document"/> sees to it.</param>
    public static Status Fold(ImmutableArray<KnownFact> facts)
    {
        var counted = Counted(facts);
        return StatusOf(counted, new StatusBuilder().ApplyAll(counted), HasRetractionOfNothing(facts));
    }

    /// <param name="counted">The facts that count, in the order they happened.</param>
    /// <param name="builder">They were applied to it, and it is used up by this.</param>
    /// <param name="retractsNothing">Whether a retraction names nothing that can be retracted.</param>
    public static Status StatusOf(List<KnownFact> counted, StatusBuilder builder, bool retractsNothing)
    {
        if (retractsNothing)
        {
            builder.Anomalies.Add(Anomaly.RetractsNothing);
        }

        // Nothing but retractions is no document yet, but staff should know of one that names nothing.
        return counted.Count > 0 ? Details(counted, builder)
            : builder.Anomalies.Count > 0 ? Status.Unknown with { Anomalies = [.. builder.Anomalies] }
            : Status.Unknown;
    }

    public static ApplicationReceived? ApplicationAmong(ImmutableArray<KnownFact> facts) => FirstApplication(Counted(facts));

    /// <summary>The facts that count, in the order they happened.</summary>
    private static List<KnownFact> Counted(ImmutableArray<KnownFact> facts)
    {
        var counted = new List<KnownFact>(facts.Length);
        HashSet<Guid>? retracted = null;
        foreach (var known in facts)
        {
            // A retraction only ever removes; it is not itself part of the story, and cannot be retracted.
            if (known.Fact is FactRetracted retraction)
            {
                (retracted ??= []).Add(retraction.Fact);
            }
            else
            {
                counted.Add(known);
            }
        }

        if (retracted is not null)
        {
            counted.RemoveAll(known => retracted.Contains(known.Id));
        }

        counted.Sort(ByOccurredAt);
        return counted;
    }

    // What is named may be unknown, of another document, still to come, or itself a retraction.
    private static bool HasRetractionOfNothing(ImmutableArray<KnownFact> facts)
    {
        HashSet<Guid>? named = null;
        foreach (var known in facts)
        {
            if (known.Fact is FactRetracted retraction)
            {
                (named ??= []).Add(retraction.Fact);
            }
        }

        if (named is null)
        {
            return false;
        }

        foreach (var known in facts)
        {
            if (known.Fact is not FactRetracted)
            {
                named.Remove(known.Id);
            }
        }

        return named.Count > 0;
    }

    private static ApplicationReceived? FirstApplication(List<KnownFact> facts)
    {
        foreach (var known in facts)
        {
            if (known.Fact is ApplicationReceived application)
            {
                return application;
            }
        }

        return null;
    }

    /// <summary>What is told about the document apart from its stage.</summary>
    private static Status Details(List<KnownFact> facts, StatusBuilder builder)
    {
        var applications = facts.Select(known => known.Fact).OfType<ApplicationReceived>().ToList();
        var application = applications.FirstOrDefault();
        var (generation, lookup) = CodeInForce(facts, application);
        builder.Anomalies.UnionWith(OfRegistration(applications));

        return builder.Status with
        {
            LastHeard = facts[^1].Fact.OccurredAt,
            Kind = application?.Kind,
            Delivery = application?.Delivery,
            AppliedAt = application?.OccurredAt,
            Location = builder.Status.Location ?? application?.Location,
            Generation = generation,
            Lookup = application is null ? null : lookup,
            Anomalies = [.. builder.Anomalies.Order()],
        };
    }

    /// <summary>The highest generation told, and of that the last lookup told.</summary>
    private static (int Generation, Lookup? Lookup) CodeInForce(List<KnownFact> facts, ApplicationReceived? application)
    {
        var (generation, lookup) = (1, application?.Lookup);
        foreach (var known in facts)
        {
            if (known.Fact is not ReferenceReissued reissued)
            {
                continue;
            }

            if (reissued.Generation > generation)
            {
                (generation, lookup) = (reissued.Generation, reissued.Lookup);
            }
            else if (reissued.Generation == generation)
            {
                lookup = reissued.Lookup ?? lookup;
            }
        }

        return (generation, lookup);
    }

    // Every pair: an application hidden with another key cannot be compared and must not stand between two that differ.
    private static Anomaly[] OfRegistration(List<ApplicationReceived> applications) => applications switch
    {
        [] => [Anomaly.NotRegistered],
        [_] => [],
        _ when applications.Exists(one => applications.Exists(other => !one.IsEquivalentTo(other))) => [Anomaly.RegisteredTwice],
        _ => [],
    };
}
