using System.Text.Json.Serialization;

namespace Ausweisstatus.Access;

/// <summary>A public key of a client. It has several while one replaces another.</summary>
/// <param name="Id">The key's JWK thumbprint (RFC 7638), base64url; a token may name it as <c>kid</c>.</param>
/// <param name="Pem">SubjectPublicKeyInfo of a P-256 key, PEM.</param>
/// <param name="RegisteredAt">When it was registered, UTC.</param>
public sealed record ClientKey(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("pem")] string Pem,
    [property: JsonPropertyName("registeredAt")] DateTimeOffset RegisteredAt);
