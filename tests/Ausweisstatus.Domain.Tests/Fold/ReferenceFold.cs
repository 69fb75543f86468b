namespace Ausweisstatus.Domain.Tests;

/// <summary>
/// The fold once more, as naively as the rules read: the next fact is looked for again and again, and the history is worked out from the
/// list of all that moved the status. It shares nothing with the product but the facts.
/// </summary>
internal static class ReferenceFold
{
    public static (Stage? Stage, DateTimeOffset? Since, List<(Stage, DateTimeOffset)> History) Of(IEnumerable<KnownFact> known)
    {
        var left = Counting([.. known]);
        var history = new List<(Stage Stage, DateTimeOffset At)>();
        var currentRank = 0;
        while (left.Count > 0)
        {
            var next = left[0];
            foreach (var candidate in left)
            {
                if (HappenedBefore(candidate, next))
                {
                    next = candidate;
                }
            }

            left.Remove(next);
            var row = FoldTable.Find(next.Fact)!;
            if (row.Floor != null)
            {
                history.Add((row.Stage, next.Fact.OccurredAt));
                currentRank = row.Floor.Value;
            }
            else if (row.Rank >= currentRank)
            {
                if (history.Count == 0 || history[^1].Stage != row.Stage)
                {
                    history.Add((row.Stage, next.Fact.OccurredAt));
                }

                currentRank = row.Rank;
                if (row.Final)
                {
                    break;
                }
            }
        }

        return history.Count == 0 ? (null, null, history) : (history[^1].Stage, history[^1].At, history);
    }

    private static List<KnownFact> Counting(List<KnownFact> known)
    {
        var counting = new List<KnownFact>();
        foreach (var candidate in known)
        {
            var retracted = false;
            foreach (var other in known)
            {
                retracted |= other.Fact is FactRetracted retraction && retraction.Fact == candidate.Id;
            }

            var twice = counting.Exists(earlier => earlier.Id == candidate.Id);
            if (!retracted && !twice && FoldTable.Find(candidate.Fact) != null)
            {
                counting.Add(candidate);
            }
        }

        return counting;
    }

    private static bool HappenedBefore(KnownFact one, KnownFact other)
    {
        var (first, second) = (FoldTable.Find(one.Fact)!, FoldTable.Find(other.Fact)!);
        if (one.Fact.OccurredAt != other.Fact.OccurredAt)
        {
            return one.Fact.OccurredAt < other.Fact.OccurredAt;
        }

        return first.Rank != second.Rank ? first.Rank < second.Rank : one.Id.CompareTo(other.Id) < 0;
    }
}
