using System.Collections.Immutable;

namespace Ausweisstatus.Domain;

/// <summary>
/// Folds a set of facts into a status. Senders are late, send twice and out of order; so the facts are sorted by when they happened and
/// walked once, and any permutation and repetition of the same facts gives the same status.
/// </summary>
internal static class Folding
{
    public static Status Fold(IReadOnlyCollection<KnownFact> facts)
    {
        var counted = InOrder(WithoutRetracted(facts));
        return counted.Count == 0 ? Status.Unknown : Details(counted, new Walk().Over(counted));
    }

    public static ApplicationReceived? ApplicationAmong(IReadOnlyCollection<KnownFact> facts) =>
        InOrder(WithoutRetracted(facts)).Select(known => known.Fact).OfType<ApplicationReceived>().FirstOrDefault();

    private static IEnumerable<KnownFact> WithoutRetracted(IReadOnlyCollection<KnownFact> facts)
    {
        var retracted = facts.Select(known => known.Fact).OfType<FactRetracted>().Select(fact => fact.Fact).ToHashSet();
        // A retraction only ever removes; it is not itself part of the story, and cannot be retracted.
        return facts.Where(known => known.Fact is not FactRetracted && !retracted.Contains(known.Id)).DistinctBy(known => known.Id);
    }

    private static List<KnownFact> InOrder(IEnumerable<KnownFact> facts) =>
        [.. facts.OrderBy(known => known.Fact.OccurredAt).ThenBy(known => FoldRow.Of(known.Fact).Rank).ThenBy(known => known.Id)];

    /// <summary>What is told about the document apart from its stage.</summary>
    private static Status Details(List<KnownFact> facts, Walk walk)
    {
        var applications = facts.Select(known => known.Fact).OfType<ApplicationReceived>().ToList();
        var application = applications.FirstOrDefault();
        var (generation, lookup) = CodeInForce(facts, application);

        return walk.Status with
        {
            LastHeard = facts[^1].Fact.OccurredAt,
            Kind = application?.Kind,
            Delivery = application?.Delivery,
            AppliedAt = application?.OccurredAt,
            Location = walk.Status.Location ?? application?.Location,
            Generation = generation,
            Lookup = application is null ? null : lookup,
            Anomalies = [.. walk.Anomalies.Union(OfRegistration(applications)).Order()],
        };
    }

    /// <summary>The highest generation told, and of that the last lookup told.</summary>
    private static (int Generation, Lookup? Lookup) CodeInForce(List<KnownFact> facts, ApplicationReceived? application)
    {
        var (generation, lookup) = (1, application?.Lookup);
        foreach (var reissued in facts.Select(known => known.Fact).OfType<ReferenceReissued>())
        {
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
    private static IEnumerable<Anomaly> OfRegistration(List<ApplicationReceived> applications) => applications switch
    {
        [] => [Anomaly.NotRegistered],
        [_] => [],
        _ when applications.Exists(one => applications.Exists(other => !one.SaysTheSameAs(other))) => [Anomaly.RegisteredTwice],
        _ => [],
    };
}
