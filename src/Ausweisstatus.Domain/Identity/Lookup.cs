using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Ausweisstatus.Domain;

/// <summary>
/// What is stored instead of a reference and a date of birth: <c>version.hash</c>, a keyed hash of both
/// (HMAC-SHA-256, base64url) and the version of the key it was made with.
/// </summary>
public readonly record struct Lookup : IParsable<Lookup>
{
    private readonly string? value;

    private Lookup(string value) => this.value = value;

    /// <summary>The version of the key that made it.</summary>
    public int KeyVersion => VersionOf(value ?? "0.");

    public static Lookup Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var parsed) ? parsed : throw new FormatException("A lookup is written version.hash.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Lookup result)
    {
        var understood = s is not null && s.IndexOf('.', StringComparison.Ordinal) is > 0 and < 5
            && VersionOf(s) > 0 && Base64Url.IsValid(s.AsSpan(s.IndexOf('.', StringComparison.Ordinal) + 1), out var bytes) && bytes == 32;
        result = understood ? new Lookup(s!) : default;
        return understood;
    }

    public override string ToString() => value ?? "";

    internal static Lookup Of(int keyVersion, ReadOnlySpan<byte> hash) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{keyVersion}.{Base64Url.EncodeToString(hash)}"));

    private static int VersionOf(string s) =>
        int.TryParse(s.AsSpan(0, s.IndexOf('.', StringComparison.Ordinal)), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : 0;
}
