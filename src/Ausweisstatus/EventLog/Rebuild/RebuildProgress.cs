namespace Ausweisstatus.EventLog.Rebuild;

/// <summary>What was done so far.</summary>
/// <param name="Documents">Documents folded.</param>
/// <param name="Facts">Facts they were folded from.</param>
/// <param name="Differing">Documents that differed from their fold, were missing, or were none. They are repaired, unless it was a preview.</param>
internal readonly record struct RebuildProgress(long Documents, long Facts, long Differing)
{
    public static RebuildProgress operator +(RebuildProgress one, RebuildProgress other) =>
        new(one.Documents + other.Documents, one.Facts + other.Facts, one.Differing + other.Differing);

    public static RebuildProgress Of(IReadOnlyCollection<RebuiltDocument> documents, long differing) =>
        new(documents.Count, documents.Sum(one => (long)one.Document.Facts.Length), differing);
}
