using System.Globalization;
using System.Text;

namespace Ausweisstatus.Domain;

/// <summary>What a person can see of a text.</summary>
public static class ReadableText
{
    /// <summary>
    /// Whether a person who reads it sees something, and sees it as it was meant: not only blanks and invisible characters, nothing that turns
    /// the line around it (overrides, embeddings and isolates; the marks of a script's direction do no harm), nothing that each system shows
    /// as it likes (private use) and nothing that is no character at all.
    /// </summary>
    public static bool IsReadable(string text)
    {
        var seen = false;
        foreach (var rune in text.EnumerateRunes())
        {
            if (TurnsTheLine(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.PrivateUse || IsNoCharacter(rune))
            {
                return false;
            }

            seen |= IsSeen(rune);
        }

        return seen;
    }

    /// <summary>Takes no room of its own and shows nothing, or shows a blank that is not known as one.</summary>
    internal static bool IsInvisible(Rune rune) => rune.Value switch
    {
        // Combining grapheme joiner, Hangul fillers, Khmer inherent vowels, an empty Braille cell.
        0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or 0x2800 or 0x3164 or 0xFFA0 => true,
        // Variation selectors.
        (>= 0x180B and <= 0x180F) or (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF) => true,
        _ => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format,
    };

    private static bool TurnsTheLine(Rune rune) => rune.Value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);

    private static bool IsNoCharacter(Rune rune) => (rune.Value & 0xFFFE) == 0xFFFE || rune.Value is >= 0xFDD0 and <= 0xFDEF;

    // A mark alone shows nothing but a mark on nothing.
    private static bool IsSeen(Rune rune) => !Rune.IsWhiteSpace(rune) && !IsInvisible(rune) && Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.SpacingCombiningMark);
}
