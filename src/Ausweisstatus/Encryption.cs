using System.Buffers.Binary;
using System.Security.Cryptography;
using Ausweisstatus.Domain;

namespace Ausweisstatus;

/// <summary>
/// Hides a column of a row from who reads the database: AES-GCM with a key that is derived from the lookup keys, for a purpose and for its own
/// row only. Every node derives the same keys.
/// </summary>
internal sealed class Encryption(LookupKeys keys)
{
    private const int Nonce = sizeof(ushort);
    private const int NonceBytes = 12;
    private const int Tag = Nonce + NonceBytes;
    private const int TagBytes = 16;
    private const int Content = Tag + TagBytes;

    public byte[] Encrypt(string purpose, Guid row, byte[] secret)
    {
        var stored = new byte[Content + secret.Length];
        BinaryPrimitives.WriteUInt16BigEndian(stored, (ushort)keys.Current.Version);
        RandomNumberGenerator.Fill(stored.AsSpan(Nonce, NonceBytes));
        using var cipher = CipherOf(keys.Current, purpose);
        cipher.Encrypt(stored.AsSpan(Nonce, NonceBytes), secret, stored.AsSpan(Content), stored.AsSpan(Tag, TagBytes), row.ToByteArray());
        return stored;
    }

    /// <returns>Null where the lookup key was taken out of use.</returns>
    /// <exception cref="CryptographicException">It was changed, or is that of another row.</exception>
    public byte[]? Decrypt(string purpose, Guid row, byte[] stored)
    {
        if (stored.Length < Content)
        {
            throw new CryptographicException("This is not encrypted.");
        }

        if (keys.Find(BinaryPrimitives.ReadUInt16BigEndian(stored)) is not { } key)
        {
            return null;
        }

        var secret = new byte[stored.Length - Content];
        using var cipher = CipherOf(key, purpose);
        cipher.Decrypt(stored.AsSpan(Nonce, NonceBytes), stored.AsSpan(Content), stored.AsSpan(Tag, TagBytes), secret, row.ToByteArray());
        return secret;
    }

    private static AesGcm CipherOf(LookupKey key, string purpose) => new(key.Seal(purpose, []), TagBytes);
}
