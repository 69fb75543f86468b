using System.Diagnostics.CodeAnalysis;

namespace Ausweisstatus.Domain;

/// <summary>
/// The name of a kind of document, e.g. <c>identity-card</c>: 2 to 40 of a-z, 0-9 and hyphen. What is known about it stands in the
/// <see cref="KindCatalogue"/>. A name that is not there (any more) can still be read, so that every stored document can.
/// </summary>
public readonly record struct DocumentKind : IParsable<DocumentKind>
{
    private const int MaxLength = 40;
    private readonly string? value;

    private DocumentKind(string value) => this.value = value;

    public static DocumentKind Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var parsed) ? parsed : throw new FormatException("The name of a kind is 2 to 40 of a-z, 0-9 and hyphen.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out DocumentKind result)
    {
        var understood = Slug.IsSlug(s, MaxLength);
        result = understood ? new DocumentKind(s!) : default;
        return understood;
    }

    public override string ToString() => value ?? "";
}
