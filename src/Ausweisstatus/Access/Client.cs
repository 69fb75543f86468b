using System.Text.Json.Serialization;
using Ausweisstatus.Domain;

namespace Ausweisstatus.Access;

/// <summary>A system that may call: who it is, what it may say and for whom, and how it proves itself.</summary>
internal sealed record Client
{
    /// <summary>More keys at once are an accident, and each makes a forged token dearer to refuse.</summary>
    public const int MaxKeys = 5;

    /// <summary>As whom facts are recorded that people of the staff say; no client has this name or this source.</summary>
    public const string Staff = "staff";

    /// <inheritdoc cref="Staff"/>
    public const string StaffSource = "/ausweisstatus/staff";

    /// <summary>Its name, a slug; <c>iss</c> and <c>sub</c> of its tokens.</summary>
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("role")]
    public required Role Role { get; init; }

    /// <summary>May act for every authority, those of tomorrow included.</summary>
    [JsonPropertyName("allAuthorities")]
    public bool AllAuthorities { get; init; }

    /// <summary>The authorities it may act for, sorted; empty where it may act for all.</summary>
    [JsonPropertyName("authorities")]
    public IReadOnlyList<AuthorityId> Authorities { get; init; } = [];

    /// <summary>Where the sources of its events lie; none where it sends no events.</summary>
    [JsonPropertyName("source")]
    public string? Source { get; init; }

    [JsonPropertyName("keys")]
    public IReadOnlyList<ClientKey> Keys { get; init; } = [];

    /// <summary>Made to try the system out; its private key lies in a data directory. Nobody in anything but Development.</summary>
    [JsonPropertyName("development")]
    public bool Development { get; init; }

    internal bool HasSettingsOf(Client other) =>
        Role == other.Role && AllAuthorities == other.AllAuthorities && Source == other.Source
        && Development == other.Development && Authorities.SequenceEqual(other.Authorities);
}

/// <summary>A public key of a client. It has several while one replaces another.</summary>
/// <param name="Id">The key's JWK thumbprint (RFC 7638), base64url; a token may name it as <c>kid</c>.</param>
/// <param name="Pem">SubjectPublicKeyInfo of a P-256 key, PEM.</param>
/// <param name="RegisteredAt">When it was registered, UTC.</param>
internal sealed record ClientKey(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("pem")] string Pem,
    [property: JsonPropertyName("registeredAt")] DateTimeOffset RegisteredAt);
