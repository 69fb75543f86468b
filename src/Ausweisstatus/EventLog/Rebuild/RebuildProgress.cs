namespace Ausweisstatus.EventLog.Rebuild;

/// <summary>What was done so far.</summary>
/// <param name="Documents">Documents folded.</param>
/// <param name="Facts">Facts they were folded from.</param>
/// <param name="Repaired">Documents that differed from their fold, were missing, or were none.</param>
internal readonly record struct RebuildProgress(long Documents, long Facts, long Repaired)
{
    public static RebuildProgress operator +(RebuildProgress one, RebuildProgress other) =>
        new(one.Documents + other.Documents, one.Facts + other.Facts, one.Repaired + other.Repaired);
}
