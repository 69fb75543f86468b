using System.Globalization;
using System.Security.Cryptography;
using Ausweisstatus.Simulator.Feed;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Ausweisstatus.Simulator.Sending;

/// <summary>The bearer token of one client: signed by itself with its own key (ES256), valid for five minutes, renewed in time.</summary>
internal sealed class ClientToken : IDisposable
{
    private const string Audience = "ausweisstatus";
    private static readonly TimeSpan Validity = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan RenewedBefore = TimeSpan.FromMinutes(1);

    private readonly JsonWebTokenHandler handler = new() { SetDefaultTimesOnTokenCreation = false };
    private readonly Lock renewing = new();
    private readonly Client client;
    private readonly ECDsa key;
    private readonly SigningCredentials credentials;
    private readonly TimeProvider clock;
    private (string Token, DateTimeOffset RenewAt) current = ("", DateTimeOffset.MinValue);

    private ClientToken(Client client, ECDsa key, TimeProvider clock)
    {
        this.client = client;
        this.key = key;
        this.clock = clock;
        // The library's cache would keep signing with a key that is long disposed.
        var uncached = new CryptoProviderFactory { CacheSignatureProviders = false };
        credentials = new SigningCredentials(new ECDsaSecurityKey(key) { CryptoProviderFactory = uncached }, SecurityAlgorithms.EcdsaSha256);
    }

    /// <summary>Reads <c>clients/&lt;client&gt;.pem</c> (PKCS#8, P-256) in the data directory.</summary>
    /// <exception cref="StoppedException">There is no such key, or it is not one.</exception>
    public static ClientToken Read(Client client, DirectoryInfo data, TimeProvider clock)
    {
        var file = Path.Combine(data.FullName, "clients", $"{client.Name}.pem");
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(file));
            return new ClientToken(client, key, clock);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw new StoppedException(
                $"The key of {client.Name} cannot be read from {file}: {fault.Message} " +
                "'./ausweis run' makes the keys of the development clients; --data says in which directory.");
        }
    }

    /// <summary>A token valid for at least another minute.</summary>
    public string Get()
    {
        var now = clock.GetUtcNow();
        lock (renewing)
        {
            if (now >= current.RenewAt)
            {
                current = (Sign(now), now + Validity - RenewedBefore);
            }

            return current.Token;
        }
    }

    public void Dispose() => key.Dispose();

    private string Sign(DateTimeOffset now) => handler.CreateToken(new SecurityTokenDescriptor
    {
        Issuer = client.Name,
        Audience = Audience,
        IssuedAt = now.UtcDateTime,
        Expires = (now + Validity).UtcDateTime,
        Claims = new Dictionary<string, object>
        {
            [JwtRegisteredClaimNames.Sub] = client.Name,
            [JwtRegisteredClaimNames.Jti] = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture),
        },
        SigningCredentials = credentials,
    });
}
