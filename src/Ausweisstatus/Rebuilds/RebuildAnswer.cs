using Ausweisstatus.EventLog.Rebuild;

namespace Ausweisstatus.Rebuilds;

/// <summary>A rebuild and how far it is.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Projection">What is made from the facts again.</param>
/// <param name="Authority">Of this authority alone; null for all.</param>
/// <param name="Named">How many documents were named; null for all.</param>
/// <param name="Preview">Nothing is written.</param>
/// <param name="State">How it is.</param>
/// <param name="StartedBy">Who started it.</param>
/// <param name="StartedAt">When.</param>
/// <param name="EndedAt">When it ended; null while it is under way.</param>
/// <param name="Failure">Why it failed.</param>
/// <param name="Percent">How far it is.</param>
/// <param name="Documents">Documents folded so far.</param>
/// <param name="Facts">Facts they were folded from.</param>
/// <param name="FactsInAll">About how many there are.</param>
/// <param name="FactsPerSecond">Null while nobody works on it.</param>
/// <param name="SecondsLeft">About how long it takes yet; null where nobody can know.</param>
/// <param name="Differing">Documents (of a figure: lines or counts) that differed; repaired, unless it is a preview.</param>
/// <param name="Examples">Some of these documents, at most 20.</param>
internal sealed record RebuildAnswer(
    Guid Id, RebuildProjection Projection, string? Authority, int? Named, bool Preview, RebuildState State, string StartedBy, DateTimeOffset StartedAt,
    DateTimeOffset? EndedAt, string? Failure, int Percent, long Documents, long Facts, long FactsInAll, long? FactsPerSecond, long? SecondsLeft,
    long Differing, IReadOnlyList<DifferingDocument> Examples)
{
    public static RebuildAnswer Of(RebuildJob job) => new(
        job.Id, job.Wish.Projection, job.Wish.Scope.Authority, job.Wish.Scope.Documents?.Count, job.Wish.IsPreview, job.State, job.StartedBy, job.StartedAt,
        job.EndedAt, job.Failure, job.Percent, job.Done.Documents, job.Done.Facts, job.FactsInAll,
        job.State == RebuildState.Running ? (long?)job.FactsPerSecond : null, job.SecondsLeft,
        job.Done.Differing, [.. job.Examples.Select(DifferingDocument.Of)]);
}

/// <summary>A document that was stored differently.</summary>
/// <param name="Document">Its id.</param>
/// <param name="What">What differed, by name; <c>document</c> where it was not there at all, or should not be.</param>
internal sealed record DifferingDocument(Guid Document, string[] What)
{
    public static DifferingDocument Of(Difference difference) => new(difference.Document, difference.What.Split(','));
}
