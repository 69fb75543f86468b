using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Unicode;

namespace Ausweisstatus.Access;

/// <summary>
/// Whether a token can be read in one way only. The library that verifies signatures takes the last of two claims, the text <c>"1"</c> for
/// the number 1, and ignores <c>crit</c>; it has no switch for any of these. Whoever reads the token in another way must not come to another
/// result, so here is looked before the library is asked.
/// </summary>
internal static class StrictToken
{
    private static readonly JsonDocumentOptions Json = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    // NumericDate up to the end of the year 9999.
    private const double LastSecond = 253_402_300_799;

    /// <summary>The issuer a token claims to have, where it is a compact JWS with nothing ambiguous in it. Nothing is verified yet.</summary>
    public static bool TryReadIssuer(string token, [NotNullWhen(true)] out string? issuer)
    {
        issuer = null;
        var parts = token.Split('.', 4);
        if (parts.Length != 3 || Decode(parts[0]) is not { } header || Decode(parts[1]) is not { } payload || Decode(parts[2]) is null)
        {
            return false;
        }

        using var head = Parse(header);
        using var claims = Parse(payload);
        if (head is null || claims is null || !IsHeader(head.RootElement) || !IsPayload(claims.RootElement))
        {
            return false;
        }

        issuer = Text(claims.RootElement, "iss");
        return issuer is not null;
    }

    // Base64url as RFC 7515 has it: no padding, no blanks, no spare bits. Then one token has one spelling.
    private static byte[]? Decode(string part)
    {
        try
        {
            var bytes = Base64Url.DecodeFromChars(part);
            return Base64Url.EncodeToString(bytes) == part ? bytes : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static JsonDocument? Parse(byte[] utf8)
    {
        try
        {
            // Names and texts are read later; a stray byte or half a character must not wait until then.
            return Utf8.IsValid(utf8) ? JsonDocument.Parse(utf8, Json) : null;
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            // Duplicate names are compared unescaped, so half a character in a name surfaces as InvalidOperationException.
            return null;
        }
    }

    // An extension that must be understood is not understood here, whichever it is.
    private static bool IsHeader(JsonElement header) =>
        header.ValueKind == JsonValueKind.Object
        && !header.TryGetProperty("crit", out _)
        && (!header.TryGetProperty("b64", out var encoded) || encoded.ValueKind == JsonValueKind.True)
        && Text(header, "alg") is not null
        && (!header.TryGetProperty("kid", out _) || Text(header, "kid") is not null);

    private static bool IsPayload(JsonElement claims) =>
        claims.ValueKind == JsonValueKind.Object
        && Text(claims, "sub") is not null
        && IsAudience(claims)
        && IsTime(claims, "exp") && IsTime(claims, "iat") && IsTime(claims, "nbf");

    private static bool IsAudience(JsonElement claims) =>
        claims.TryGetProperty("aud", out var audience)
        && (audience.ValueKind == JsonValueKind.String
            || (audience.ValueKind == JsonValueKind.Array && audience.EnumerateArray().All(one => one.ValueKind == JsonValueKind.String)));

    private static bool IsTime(JsonElement claims, string name) =>
        !claims.TryGetProperty(name, out var time)
        || (time.ValueKind == JsonValueKind.Number && time.TryGetDouble(out var seconds) && seconds is >= 0 and <= LastSecond);

    private static string? Text(JsonElement json, string name)
    {
        try
        {
            return json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // Half a character.
            return null;
        }
    }
}
