using Ausweisstatus.EventLog.Rebuild;

namespace Ausweisstatus.Rebuilds;

/// <summary>What can be made from the facts again. The words are stored; a migration names them too.</summary>
internal enum RebuildProjection
{
    /// <summary>What citizens are answered from.</summary>
    Documents,

    /// <summary>How long stages take.</summary>
    StageTimes,

    /// <summary>When senders are heard.</summary>
    SenderRhythm,
}

/// <summary>How a rebuild is. The words are stored; a migration names them too.</summary>
internal enum RebuildState
{
    /// <summary>For a worker.</summary>
    Waiting,

    /// <summary>Somebody works on it, or did until a moment ago.</summary>
    Running,

    /// <summary>Can be resumed.</summary>
    Cancelled,

    /// <summary>Over.</summary>
    Done,

    /// <summary>Stopped by something that does not pass by itself; can be resumed.</summary>
    Failed,
}

/// <summary>What is asked for.</summary>
/// <param name="Projection">What is made again.</param>
/// <param name="Scope">Of which documents.</param>
/// <param name="IsPreview">Only to find what differs.</param>
internal sealed record RebuildWish(RebuildProjection Projection, RebuildScope Scope, bool IsPreview);

/// <summary>A rebuild, as it is now.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Wish">What was asked for.</param>
/// <param name="StartedBy">Who did.</param>
/// <param name="StartedAt">When.</param>
/// <param name="State">How it is.</param>
/// <param name="Failure">Why it failed.</param>
/// <param name="EndedAt">When it ended.</param>
/// <param name="After">All documents up to here are done.</param>
/// <param name="FactsInAll">About how many facts have to be read.</param>
/// <param name="Done">What is done.</param>
/// <param name="Examples">Some of the documents that differed.</param>
/// <param name="FactsPerSecond">Since whoever works on it began; null while nobody does.</param>
internal sealed record RebuildJob(
    Guid Id, RebuildWish Wish, string StartedBy, DateTimeOffset StartedAt, RebuildState State, string? Failure, DateTimeOffset? EndedAt,
    RebuildPlace? After, long FactsInAll, RebuildProgress Done, IReadOnlyList<Difference> Examples, double? FactsPerSecond)
{
    public bool IsOver => State is not (RebuildState.Waiting or RebuildState.Running);

    /// <summary>Whole per cent. Done is done, also where facts were fewer than it seemed, and nothing else is a hundred.</summary>
    public int Percent => State == RebuildState.Done ? 100 : (int)Math.Min(99, Done.Facts * 100 / Math.Max(1, FactsInAll));

    /// <summary>About how long it takes yet; null where nobody can know.</summary>
    public long? SecondsLeft =>
        State == RebuildState.Running && FactsPerSecond > 0 ? (long)Math.Ceiling(Math.Max(0, FactsInAll - Done.Facts) / FactsPerSecond.Value) : null;
}

/// <summary>A rebuild that somebody works on, and nobody else.</summary>
/// <param name="Job">As it was when they began.</param>
/// <param name="Worker">By which the row knows them.</param>
internal sealed record RebuildClaim(RebuildJob Job, Guid Worker)
{
    public RebuildOrder Order => new(Job.Wish.Scope, Job.Wish.IsPreview, Job.After, Job.Id);
}
