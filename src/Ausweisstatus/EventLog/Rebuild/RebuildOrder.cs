namespace Ausweisstatus.EventLog.Rebuild;

/// <summary>What a rebuild is asked to do.</summary>
/// <param name="Scope">With which documents.</param>
/// <param name="IsPreview">Only to find what differs; nothing is written.</param>
/// <param name="After">What comes up to here is done already.</param>
/// <param name="Job">The row in which it is counted; null where it is nobody's job.</param>
internal sealed record RebuildOrder(RebuildScope Scope, bool IsPreview = false, RebuildPlace? After = null, Guid? Job = null)
{
    public static RebuildOrder Everything { get; } = new(RebuildScope.Everything);
}

/// <summary>A document that is stored differently.</summary>
/// <param name="Document">Its id.</param>
/// <param name="What">What differs, separated by commas; <c>document</c> where it is not there at all.</param>
internal readonly record struct Difference(Guid Document, string What);

/// <summary>Some more is done. Steps come one after the other, in the order of the documents.</summary>
/// <param name="Done">How much.</param>
/// <param name="UpTo">All documents up to here are done; null where there is no such order.</param>
/// <param name="Examples">Some of those that differed.</param>
internal sealed record RebuildStep(RebuildProgress Done, RebuildPlace? UpTo, IReadOnlyList<Difference> Examples);
