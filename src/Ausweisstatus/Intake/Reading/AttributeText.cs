using System.Text;

namespace Ausweisstatus.Intake.Reading;

/// <summary>What CloudEvents lets an attribute hold: no control characters, no noncharacters and no halves of characters.</summary>
internal static class AttributeText
{
    /// <param name="text">The value of an attribute.</param>
    /// <param name="mostCharacters">UTF-16 code units it may have.</param>
    public static bool IsSound(string text, int mostCharacters) =>
        text.Length > 0 && text.Length <= mostCharacters && (!text.AsSpan().ContainsAnyExceptInRange(' ', '~') || IsSoundUnicode(text));

    /// <summary>Whether a rune may stand in an attribute.</summary>
    public static bool MayHold(Rune rune) => !Rune.IsControl(rune) && !IsNoncharacter(rune.Value);

    private static bool IsSoundUnicode(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            if (!Rune.TryGetRuneAt(text, at, out var rune) || !MayHold(rune))
            {
                return false;
            }

            at += rune.Utf16SequenceLength;
        }

        return true;
    }

    // The last two of each plane, and a block of 32.
    private static bool IsNoncharacter(int value) => (value & 0xFFFE) == 0xFFFE || value is >= 0xFDD0 and <= 0xFDEF;
}
