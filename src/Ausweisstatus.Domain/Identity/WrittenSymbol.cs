using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Ausweisstatus.Domain;

/// <summary>
/// A character of a code as people type, dictate and paste it: which symbol it stands for, or that it stands between symbols. What looks
/// like two different symbols, or like none, is neither.
/// </summary>
internal static class WrittenSymbol
{
    private const int None = -1;

    // Letters of other scripts that cannot be told from a Latin one, small and capital alike. Left out: those of which the small letter looks
    // like another symbol than the capital (Greek ν is Ν, but looks like v).
    private static readonly FrozenDictionary<char, char> LookAlikes = Pairs(
        // Cyrillic
        ("АВЕЗІЈКМНОРСТУХЅԚԜҺӀѴ", "ABE31JKMH0PCTYXSQWH1V"),
        ("авезіјкмнорстухѕԛԝһӏѵ", "ABE31JKMH0PCTYXSQWH1V"),
        // Greek
        ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZH1KMN0PTYX"),
        ("αβειζκορτχ", "ABE1ZK0PTX"),
        // Turkish: i with and without its dot
        ("İı", "11")).ToFrozenDictionary();

    /// <summary>The value of the symbol, or −1.</summary>
    public static int ValueOf(Rune written) => written.IsAscii ? Crockford.ValueOf((char)written.Value) : ValueOfOther(written);

    /// <summary>Blanks, every kind of dash, dot, slash, underscore and quotation mark, and what cannot be seen.</summary>
    public static bool IsBetweenSymbols(Rune written) =>
        Rune.IsWhiteSpace(written)
        || Rune.GetUnicodeCategory(written) is UnicodeCategory.DashPunctuation or UnicodeCategory.ConnectorPunctuation
            or UnicodeCategory.InitialQuotePunctuation or UnicodeCategory.FinalQuotePunctuation
        || (written.IsBmp && Between.Contains((char)written.Value))
        || ReadableText.IsInvisible(written);

    // Of the categories that Unicode has not made for it.
    private const string Between =
        "./\\'\"`´"
        + "\u2212\u02D7\u207B\u208B\u2043\u2796\u30FC\uFF70" // minus signs, the bullet that is a hyphen, the Japanese long vowel sign
        + "·•․‥…‧∙⋅・。．｡" // dots
        + "⁄∕⧸／＼﹨" // slashes
        + "„‚″′‵‶＂＇｀〝〞〟"; // quotation marks

    private static int ValueOfOther(Rune written)
    {
        if (Rune.GetUnicodeCategory(written) == UnicodeCategory.DecimalDigitNumber)
        {
            return (int)Rune.GetNumericValue(written);
        }

        if (!MayBeAForm(written))
        {
            return None;
        }

        // Full-width, mathematical and other forms of a letter become that letter.
        var plain = written.ToString().Normalize(NormalizationForm.FormKC);
        return plain is not [var character] ? None
            : char.IsAscii(character) ? Crockford.ValueOf(character)
            : LookAlikes.TryGetValue(character, out var symbol) ? Crockford.ValueOf(symbol)
            : None;
    }

    private static bool MayBeAForm(Rune written) => Rune.IsLetterOrDigit(written) || Rune.GetUnicodeCategory(written) is
        UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber or UnicodeCategory.OtherSymbol;

    private static IEnumerable<KeyValuePair<char, char>> Pairs(params (string Written, string Meant)[] rows) =>
        rows.SelectMany(row => row.Written.Zip(row.Meant, KeyValuePair.Create));
}
