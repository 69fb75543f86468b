using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Ausweisstatus.Notify.Webhooks;

/// <summary>The secrets that deliveries are signed with, as <see href="https://www.standardwebhooks.com"/> has it; encrypted in the database.</summary>
internal sealed class WebhookSecrets(Encryption encryption)
{
    private const string Purpose = "webhook-secret";
    private const string Prefix = "whsec_";
    private const int SecretBytes = 32;

    public static byte[] New() => RandomNumberGenerator.GetBytes(SecretBytes);

    /// <summary>As the owner of the webhook is told it, once.</summary>
    public static string TextOf(byte[] secret) => Prefix + Convert.ToBase64String(secret);

    public byte[] Encrypt(Guid webhook, byte[] secret) => encryption.Encrypt(Purpose, webhook, secret);

    /// <returns>Null where the lookup key was taken out of use.</returns>
    public byte[]? Decrypt(Guid webhook, byte[] stored) => encryption.Decrypt(Purpose, webhook, stored);

    /// <summary>The value of <c>webhook-signature</c>: one signature for each secret.</summary>
    public static string Sign(IEnumerable<byte[]> secrets, string id, long timestamp, byte[] body)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp}.")), .. body];
        return string.Join(' ', secrets.Select(secret => "v1," + Convert.ToBase64String(HMACSHA256.HashData(secret, signed))));
    }
}
