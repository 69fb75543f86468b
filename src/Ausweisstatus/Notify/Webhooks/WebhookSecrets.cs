using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Ausweisstatus.Domain;

namespace Ausweisstatus.Notify.Webhooks;

/// <summary>
/// The secrets that deliveries are signed with, as <see href="https://www.standardwebhooks.com"/> has it. They lie in the database encrypted
/// with a key that is derived from the lookup keys, and each only for its own webhook.
/// </summary>
internal sealed class WebhookSecrets(LookupKeys keys)
{
    private const string Purpose = "webhook-secret";
    private const string Prefix = "whsec_";
    private const int SecretBytes = 32;
    private const int Nonce = sizeof(ushort);
    private const int NonceBytes = 12;
    private const int Tag = Nonce + NonceBytes;
    private const int TagBytes = 16;
    private const int Content = Tag + TagBytes;

    public static byte[] New() => RandomNumberGenerator.GetBytes(SecretBytes);

    /// <summary>As the owner of the webhook is told it, once.</summary>
    public static string TextOf(byte[] secret) => Prefix + Convert.ToBase64String(secret);

    public byte[] Encrypt(Guid webhook, byte[] secret)
    {
        var stored = new byte[Content + secret.Length];
        BinaryPrimitives.WriteUInt16BigEndian(stored, (ushort)keys.Current.Version);
        RandomNumberGenerator.Fill(stored.AsSpan(Nonce, NonceBytes));
        using var cipher = CipherOf(keys.Current);
        cipher.Encrypt(stored.AsSpan(Nonce, NonceBytes), secret, stored.AsSpan(Content), stored.AsSpan(Tag, TagBytes), webhook.ToByteArray());
        return stored;
    }

    /// <returns>Null where the lookup key was taken out of use.</returns>
    /// <exception cref="CryptographicException">It was changed, or is that of another webhook.</exception>
    public byte[]? Decrypt(Guid webhook, byte[] stored)
    {
        if (keys.Find(BinaryPrimitives.ReadUInt16BigEndian(stored)) is not { } key)
        {
            return null;
        }

        var secret = new byte[stored.Length - Content];
        using var cipher = CipherOf(key);
        cipher.Decrypt(stored.AsSpan(Nonce, NonceBytes), stored.AsSpan(Content), stored.AsSpan(Tag, TagBytes), secret, webhook.ToByteArray());
        return secret;
    }

    /// <summary>The value of <c>webhook-signature</c>: one signature for each secret.</summary>
    public static string Sign(IEnumerable<byte[]> secrets, string id, long timestamp, byte[] body)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp}.")), .. body];
        return string.Join(' ', secrets.Select(secret => "v1," + Convert.ToBase64String(HMACSHA256.HashData(secret, signed))));
    }

    private static AesGcm CipherOf(LookupKey key) => new(key.Seal(Purpose, []), TagBytes);
}
