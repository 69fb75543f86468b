using System.Text.Json.Serialization;
using Ausweisstatus.Intake.Recording;
using Ausweisstatus.Problems;

namespace Ausweisstatus.Intake;

/// <summary>What became of one event of a request.</summary>
internal sealed record FactResult
{
    /// <summary>Its place in the batch or stream, from 0; null for a single event.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Index { get; internal set; }

    /// <summary>Its CloudEvents id, where it could be read.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Id { get; init; }

    /// <summary><c>accepted</c>, <c>duplicate</c> (known, nothing to do) or <c>rejected</c>.</summary>
    public required string Outcome { get; init; }

    /// <summary>The document it is about; null where it was rejected.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? Document { get; init; }

    /// <summary>Why it was rejected.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Problem? Problem { get; init; }

    internal const string AcceptedOutcome = "accepted";
    internal const string DuplicateOutcome = "duplicate";
    internal const string RejectedOutcome = "rejected";

    internal static FactResult Rejected(string? id, Problem problem) => new() { Id = id, Outcome = RejectedOutcome, Problem = problem };

    internal static FactResult Of(string? id, Recorded recorded) => recorded switch
    {
        { Outcome: Recording.Outcome.Rejected, Problem: { } problem } => Rejected(id, problem),
        { Outcome: Recording.Outcome.Accepted } => new() { Id = id, Outcome = AcceptedOutcome, Document = recorded.Document },
        _ => new() { Id = id, Outcome = DuplicateOutcome, Document = recorded.Document },
    };
}

/// <summary>How many events of a request became what.</summary>
internal sealed record Tally
{
    public long Accepted { get; private set; }

    public long Duplicates { get; private set; }

    public long Rejected { get; private set; }

    internal long Total => Accepted + Duplicates + Rejected;

    /// <summary>Counts the result and gives it its place.</summary>
    internal FactResult Count(FactResult result)
    {
        result.Index = Total;
        switch (result.Outcome)
        {
            case FactResult.AcceptedOutcome: Accepted++; break;
            case FactResult.DuplicateOutcome: Duplicates++; break;
            default: Rejected++; break;
        }

        return result;
    }
}

/// <summary>The answer to a batch.</summary>
internal sealed record BatchAnswer(long Accepted, long Duplicates, long Rejected, IReadOnlyList<FactResult> Results)
{
    internal static BatchAnswer Of(IReadOnlyList<FactResult> results)
    {
        var tally = new Tally();
        List<FactResult> placed = [.. results.Select(tally.Count)];
        return new(tally.Accepted, tally.Duplicates, tally.Rejected, placed);
    }
}
