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
        var reissued = facts.Select(known => known.Fact).OfType<ReferenceReissued>().MaxBy(fact => fact.Generation);

        return walk.Status with
        {
            LastHeard = facts[^1].Fact.OccurredAt,
            Kind = application?.Kind,
            Delivery = application?.Delivery,
            AppliedAt = application?.OccurredAt,
            Location = walk.Status.Location ?? application?.Location,
            Generation = reissued?.Generation ?? 1,
            Lookup = reissued is null ? application?.Lookup : application is null ? null : reissued.Lookup,
            Anomalies = [.. walk.Anomalies.Union(OfRegistration(applications)).Order()],
        };
    }

    private static IEnumerable<Anomaly> OfRegistration(List<ApplicationReceived> applications) => applications switch
    {
        [] => [Anomaly.NotRegistered],
        [var first, .. var more] when more.Exists(other => !other.SaysTheSameAs(first)) => [Anomaly.RegisteredTwice],
        _ => [],
    };
}
