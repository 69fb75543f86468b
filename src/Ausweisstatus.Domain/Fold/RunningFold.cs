namespace Ausweisstatus.Domain;

/// <summary>
/// Folds a document fact by fact, in the order they were learned, for who asks for every moment of a long story. Each status is the one that
/// <see cref="Folding"/> makes of the facts until then; but only what follows the latest fact in time is applied again.
/// </summary>
public sealed class RunningFold
{
    // Between two states that are kept.
    private const int Stride = 64;

    private readonly List<KnownFact> counted = [];
    private readonly HashSet<Guid> known = [];
    private readonly HashSet<Guid> retracted = [];
    private readonly HashSet<Guid> retractedInVain = [];
    // One for each Stride of the facts that count: the state after them.
    private readonly List<StatusBuilder> states = [new()];
    private Status? status;

    /// <summary>Of the facts so far.</summary>
    public Status Status => status ??= Fold();

    /// <param name="fact">The one learned next; none is added twice.</param>
    public void Add(KnownFact fact)
    {
        status = null;
        if (fact.Fact is FactRetracted retraction)
        {
            Retract(retraction.Fact);
            return;
        }

        known.Add(fact.Id);
        retractedInVain.Remove(fact.Id);
        if (!retracted.Contains(fact.Id))
        {
            var place = ~counted.BinarySearch(fact, Folding.ByOccurredAt);
            counted.Insert(place, fact);
            ForgetAfter(place);
        }
    }

    private void Retract(Guid fact)
    {
        if (!retracted.Add(fact))
        {
            return;
        }

        if (!known.Contains(fact))
        {
            retractedInVain.Add(fact);
            return;
        }

        var place = counted.FindIndex(one => one.Id == fact);
        counted.RemoveAt(place);
        ForgetAfter(place);
    }

    private void ForgetAfter(int place)
    {
        var kept = (place / Stride) + 1;
        if (kept < states.Count)
        {
            states.RemoveRange(kept, states.Count - kept);
        }
    }

    private Status Fold()
    {
        while (states.Count * Stride <= counted.Count)
        {
            states.Add(states[^1].Copy().ApplyAll(counted.GetRange((states.Count - 1) * Stride, Stride)));
        }

        return Folding.StatusOf(counted, states[^1].Copy().ApplyAll(counted.Skip((states.Count - 1) * Stride)), retractedInVain.Count > 0);
    }
}
