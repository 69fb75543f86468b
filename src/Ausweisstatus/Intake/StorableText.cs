using System.Text;
using Ausweisstatus.Intake.Reading;

namespace Ausweisstatus.Intake;

/// <summary>
/// Makes any text at all fit to be stored and shown: what is refused is kept, and it may hold anything. PostgreSQL stores no NUL and no half
/// of a character.
/// </summary>
internal static class StorableText
{
    /// <param name="text">Whatever was sent.</param>
    /// <param name="mostCharacters">UTF-16 code units that are kept; none is cut in half.</param>
    /// <returns>The text, shortened, with a replacement character for each that may not be in an attribute.</returns>
    public static string Of(string text, int mostCharacters)
    {
        if (AttributeText.IsSound(text, mostCharacters))
        {
            return text;
        }

        var kept = new StringBuilder(Math.Min(text.Length, mostCharacters));
        // Half a character comes out as a replacement character already.
        foreach (var rune in text.AsSpan(0, Math.Min(text.Length, mostCharacters + 1)).EnumerateRunes())
        {
            if (kept.Length + rune.Utf16SequenceLength > mostCharacters)
            {
                break;
            }

            kept.Append(AttributeText.MayHold(rune) ? rune : Rune.ReplacementChar);
        }

        return kept.ToString();
    }
}
