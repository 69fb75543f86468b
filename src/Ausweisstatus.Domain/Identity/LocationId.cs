using System.Diagnostics.CodeAnalysis;

namespace Ausweisstatus.Domain;

/// <summary>A place where documents are collected, e.g. <c>mitte-osloer</c>: 2 to 64 of a–z, 0–9 and hyphen.</summary>
public readonly record struct LocationId : IParsable<LocationId>
{
    private const int MaxLength = 64;
    private readonly string? value;

    private LocationId(string value) => this.value = value;

    public static LocationId Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var parsed) ? parsed : throw new FormatException("A location is 2 to 64 of a-z, 0-9 and hyphen.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out LocationId result)
    {
        var understood = Slug.IsSlug(s, MaxLength);
        result = understood ? new LocationId(s!) : default;
        return understood;
    }

    public static bool TryParse([NotNullWhen(true)] string? s, out LocationId result) => TryParse(s, null, out result);

    public override string ToString() => value ?? "";
}
