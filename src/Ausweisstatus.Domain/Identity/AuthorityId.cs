using System.Diagnostics.CodeAnalysis;

namespace Ausweisstatus.Domain;

/// <summary>An authority that issues documents, e.g. <c>berlin-mitte</c>: 2 to 40 of a–z, 0–9 and hyphen. The tenant of the event store.</summary>
public readonly record struct AuthorityId : IParsable<AuthorityId>
{
    private const int MaxLength = 40;
    private readonly string? value;

    private AuthorityId(string value) => this.value = value;

    public static AuthorityId Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var parsed) ? parsed : throw new FormatException("An authority is 2 to 40 of a-z, 0-9 and hyphen.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out AuthorityId result)
    {
        var understood = Slug.IsSlug(s, MaxLength);
        result = understood ? new AuthorityId(s!) : default;
        return understood;
    }

    public static bool TryParse([NotNullWhen(true)] string? s, out AuthorityId result) => TryParse(s, null, out result);

    public override string ToString() => value ?? "";
}
