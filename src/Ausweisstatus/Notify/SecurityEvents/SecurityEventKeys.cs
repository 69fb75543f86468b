using System.Globalization;
using Ausweisstatus.Domain;
using Microsoft.IdentityModel.Tokens;

namespace Ausweisstatus.Notify.SecurityEvents;

/// <summary>
/// The keys that security event tokens are signed with: one for each lookup key, derived from it, so that every node signs alike and there is
/// no further secret to keep. Who takes a new lookup key into use changes this one too; tokens of the old one can be verified as long as that
/// is configured.
/// </summary>
internal sealed class SecurityEventKeys : IDisposable
{
    private const string Purpose = "security-event-key";

    private readonly List<ECDsaSecurityKey> keys;

    public SecurityEventKeys(LookupKeys lookupKeys)
    {
        keys = [.. lookupKeys.NewestFirst.Select(key => new ECDsaSecurityKey(DerivedKey.Of(key, Purpose)) { KeyId = key.Version.ToString(CultureInfo.InvariantCulture) })];
        Public = [.. keys.Select(PublicSigningKey.Of)];
    }

    public ECDsaSecurityKey Current => keys[0];

    /// <summary>As RFC 7517 has it, for who verifies.</summary>
    public IReadOnlyList<PublicSigningKey> Public { get; }

    public void Dispose() => keys.ForEach(key => key.ECDsa.Dispose());
}

/// <summary>A public key that tokens are verified with.</summary>
/// <param name="Kid">Named in the header of the tokens it signed.</param>
/// <param name="X">Of the point, base64url.</param>
/// <param name="Y">Of the point, base64url.</param>
internal sealed record PublicSigningKey(string Kid, string X, string Y)
{
    public string Kty { get; } = JsonWebAlgorithmsKeyTypes.EllipticCurve;

    public string Crv { get; } = JsonWebKeyECTypes.P256;

    public string Alg { get; } = SecurityAlgorithms.EcdsaSha256;

    public string Use { get; } = JsonWebKeyUseNames.Sig;

    internal static PublicSigningKey Of(ECDsaSecurityKey key)
    {
        var point = key.ECDsa.ExportParameters(includePrivateParameters: false).Q;
        return new(key.KeyId, Base64UrlEncoder.Encode(point.X), Base64UrlEncoder.Encode(point.Y));
    }
}

/// <summary>The keys of this installation.</summary>
internal sealed record PublicSigningKeys(IReadOnlyList<PublicSigningKey> Keys);
