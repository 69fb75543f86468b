using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Ausweisstatus.Access;

/// <summary>A token whose signature and claims were found good.</summary>
/// <param name="Signer">The client as it was when its key verified the signature. Another one means other settings or other keys.</param>
/// <param name="KeyId">The key that verified it.</param>
internal sealed record VerifiedToken(
    KnownClient Signer, string KeyId, DateTime? NotBefore, DateTime? Expires, DateTime IssuedAt, ClaimsPrincipal Principal, Caller Caller)
{
    public static VerifiedToken Of(JsonWebToken token, KnownClient signer, ClaimsPrincipal principal, Caller caller) =>
        new(signer,
            token.SigningKey.KeyId,
            // As the library tells a validator: what the token does not say is null.
            token.TryGetPayloadValue<object>(JwtRegisteredClaimNames.Nbf, out _) ? token.ValidFrom : null,
            token.ValidTo,
            token.IssuedAt,
            principal,
            caller);

    public bool Holds(ClientDirectory clients, DateTime now) =>
        TokenLifetime.Holds(NotBefore, Expires, IssuedAt, now) && ReferenceEquals(clients.Find(Signer.Client.Id), Signer);
}

/// <summary>
/// Tokens that were verified a moment ago: a client uses one for many requests, and a signature costs more than all else at the door.
/// Known by their hash, so that none can be read from memory. Refusals are not kept.
/// </summary>
internal sealed class VerifiedTokens : IDisposable
{
    public const int Most = 10_000;

    private readonly MemoryCache tokens = new(new MemoryCacheOptions { SizeLimit = Most });

    public int Count => tokens.Count;

    public VerifiedToken? Find(string token) => tokens.TryGetValue<VerifiedToken>(HashOf(token), out var known) ? known : null;

    public void Keep(string token, VerifiedToken verified) => tokens.Set(HashOf(token), verified, new MemoryCacheEntryOptions
    {
        Size = 1,
        AbsoluteExpirationRelativeToNow = TokenLifetime.Longest + TokenLifetime.Skew,
    });

    public void Dispose() => tokens.Dispose();

    private static (UInt128, UInt128) HashOf(string token)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(token), hash);
        return (BitConverter.ToUInt128(hash), BitConverter.ToUInt128(hash[16..]));
    }
}
