using System.Diagnostics.CodeAnalysis;
using Ausweisstatus.Domain;

namespace Ausweisstatus.Support;

/// <summary>Why somebody reads or changes a document: 3 to 200 characters on one line that a person can read.</summary>
internal sealed record Reason
{
    public const int MinLength = 3;
    public const int MaxLength = 200;

    /// <summary>The header field in which programs give it.</summary>
    public const string Header = "X-Reason";

    private readonly string text;

    private Reason(string text) => this.text = text;

    public static bool TryParse(string? text, [NotNullWhen(true)] out Reason? reason)
    {
        var trimmed = text?.Trim() ?? "";
        reason = trimmed.Length is >= MinLength and <= MaxLength && !trimmed.Any(char.IsControl) && !HasHalves(trimmed) && ReadableText.IsReadable(trimmed)
            ? new Reason(trimmed)
            : null;
        return reason is not null;
    }

    public override string ToString() => text;

    // The database takes no lone surrogates.
    private static bool HasHalves(string text) => text.EnumerateRunes().Any(rune => rune.Value == 0xFFFD);
}
