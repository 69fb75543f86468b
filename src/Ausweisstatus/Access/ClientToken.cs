using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Ausweisstatus.Access;

/// <summary>A token as a client makes it for itself.</summary>
internal static class ClientToken
{
    /// <param name="client">The registered name.</param>
    /// <param name="key">Its private key, P-256.</param>
    /// <param name="audience">The installation it is for.</param>
    /// <param name="now">From when on it is valid, for five minutes.</param>
    public static string Create(string client, ECDsa key, string audience, DateTimeOffset now)
    {
        var at = now.UtcDateTime;
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = client,
            Audience = audience,
            IssuedAt = at,
            Expires = at + TokenLifetime.Longest,
            Claims = new Dictionary<string, object> { [JwtRegisteredClaimNames.Sub] = client },
            SigningCredentials = new SigningCredentials(
                new ECDsaSecurityKey(key) { KeyId = PublicKey.Of(key).Id }, SecurityAlgorithms.EcdsaSha256)
            {
                // The library would go on signing with a key that its owner has disposed of.
                CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false },
            },
        });
    }
}
