using System.Buffers.Binary;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Ausweisstatus.Domain;

/// <summary>
/// The right to confirm and to end a subscription, as a text that stands in the mails to who gets them: its id, and a seal made with our key.
/// It says nothing about the document, and nobody else can make it.
/// </summary>
public sealed class SubscriptionTokens(LookupKeys keys)
{
    private const string Purpose = "subscription";
    private const int Content = sizeof(ushort) + 16;
    private const int SealBytes = 15;
    private const int Bytes = Content + SealBytes;

    public string For(Guid subscription)
    {
        Span<byte> token = stackalloc byte[Bytes];
        BinaryPrimitives.WriteUInt16BigEndian(token, (ushort)keys.Current.Version);
        subscription.TryWriteBytes(token[sizeof(ushort)..]);
        keys.Current.Seal(Purpose, token[..Content], token[Content..]);
        return Base64Url.EncodeToString(token);
    }

    /// <summary>False for a text that was not made with one of our keys.</summary>
    public bool TryRead([NotNullWhen(true)] string? text, out Guid subscription)
    {
        subscription = default;
        Span<byte> token = stackalloc byte[Bytes];
        if (text is null || !SealedText.TryDecode(text, token) || keys.Find(BinaryPrimitives.ReadUInt16BigEndian(token)) is not { } key)
        {
            return false;
        }

        Span<byte> seal = stackalloc byte[SealBytes];
        key.Seal(Purpose, token[..Content], seal);
        subscription = new Guid(token[sizeof(ushort)..Content]);
        return CryptographicOperations.FixedTimeEquals(seal, token[Content..]);
    }
}
