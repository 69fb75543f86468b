namespace Ausweisstatus.Rebuild;

/// <summary>What was done so far.</summary>
/// <param name="Documents">Documents folded.</param>
/// <param name="Facts">Facts they were folded from.</param>
/// <param name="Mended">Documents that differed from their fold, were missing, or were none.</param>
internal readonly record struct Rebuilt(long Documents, long Facts, long Mended)
{
    public static Rebuilt operator +(Rebuilt one, Rebuilt other) =>
        new(one.Documents + other.Documents, one.Facts + other.Facts, one.Mended + other.Mended);
}
