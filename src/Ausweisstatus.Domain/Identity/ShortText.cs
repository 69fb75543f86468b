using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Ausweisstatus.Domain;

/// <summary>
/// A few words from a sender that a citizen may read, e.g. a carrier or a branch: 1 to 120 characters on one line, no control characters
/// and no halves of characters (lone surrogates).
/// </summary>
public readonly record struct ShortText : IParsable<ShortText>
{
    private const int MaxLength = 120;
    private readonly string? value;

    private ShortText(string value) => this.value = value;

    public static ShortText Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var parsed) ? parsed : throw new FormatException("A short text is 1 to 120 characters on one line.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out ShortText result)
    {
        var understood = !string.IsNullOrWhiteSpace(s) && s.Length <= MaxLength && IsOneLine(s);
        result = understood ? new ShortText(s!.Trim()) : default;
        return understood;
    }

    /// <summary>
    /// Whether a citizen can be shown it; see <see cref="ReadableText.IsReadable"/>. No part of reading it, so that what was stored before
    /// anybody asked can still be read.
    /// </summary>
    public bool IsReadable => ReadableText.IsReadable(ToString());

    public override string ToString() => value ?? "";

    private static bool IsOneLine(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            if (!Rune.TryGetRuneAt(text, at, out var rune) || Rune.GetUnicodeCategory(rune) is
                UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
            {
                return false;
            }

            at += rune.Utf16SequenceLength;
        }

        return true;
    }
}
