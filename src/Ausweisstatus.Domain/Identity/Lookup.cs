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
    internal const int HashBytes = 32;
    private readonly string? value;

    private Lookup(string value) => this.value = value;

    /// <summary>The version of the key that made it.</summary>
    public int KeyVersion => VersionOf(value ?? "0.");

    public static Lookup Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var parsed) ? parsed : throw new FormatException("A lookup is written version.hash.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Lookup result)
    {
        var understood = s is not null && s.IndexOf('.', StringComparison.Ordinal) is > 0 and < 5 and var dot
            && IsVersion(s.AsSpan(0, dot)) && IsHash(s.AsSpan(dot + 1));
        result = understood ? new Lookup(s!) : default;
        return understood;
    }

    public override string ToString() => value ?? "";

    internal static Lookup Of(int keyVersion, ReadOnlySpan<byte> hash) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{keyVersion}.{Base64Url.EncodeToString(hash)}"));

    /// <summary>The hash as bytes.</summary>
    internal void CopyHashTo(Span<byte> hash)
    {
        var text = value ?? "0.";
        Base64Url.DecodeFromChars(text.AsSpan(text.IndexOf('.', StringComparison.Ordinal) + 1), hash);
    }

    private static int VersionOf(string s) =>
        int.Parse(s.AsSpan(0, s.IndexOf('.', StringComparison.Ordinal)), NumberStyles.None, CultureInfo.InvariantCulture);

    // Lookups are compared as text, so each is written in one way only: no zeros before, no blanks or padding between.
    private static bool IsVersion(ReadOnlySpan<char> digits) => digits[0] != '0' && !digits.ContainsAnyExceptInRange('0', '9');

    private static bool IsHash(ReadOnlySpan<char> text) =>
        text.Length == Base64Url.GetEncodedLength(HashBytes) && Base64Url.IsValid(text, out var bytes) && bytes == HashBytes;
}
