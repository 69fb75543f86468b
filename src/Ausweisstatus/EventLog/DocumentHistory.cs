using System.Collections.Immutable;
using Ausweisstatus.Domain;

namespace Ausweisstatus.EventLog;

/// <summary>
/// What was known of a document, moment by moment. A moment is the number of facts known then, so two facts recorded in the same second are
/// two moments. Each is folded by the fold of every day.
/// </summary>
internal sealed class DocumentHistory(DocumentKey key, ImmutableArray<RecordedFact> facts)
{
    /// <summary>Of which document.</summary>
    public DocumentKey Key => key;

    /// <summary>In the order they were recorded; never none.</summary>
    public ImmutableArray<RecordedFact> Facts => facts;

    /// <summary>The document as it is known now.</summary>
    public Document Now { get; } = Document.Of(key.Authority, key.Order) with { Facts = [.. facts.Select(fact => fact.Known)] };

    /// <summary>The moment that a time falls in: how many facts were recorded until then.</summary>
    public int MomentAt(DateTimeOffset time)
    {
        var (low, high) = (0, facts.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = facts[middle].RecordedAt <= time ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <summary>The document as it was known at a moment: 0 before the first fact, the number of facts now.</summary>
    public Document At(int moment) => moment == facts.Length ? Now : Now with { Facts = Now.Facts[..moment] };
}
