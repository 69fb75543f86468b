using System.Buffers.Binary;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Ausweisstatus.Domain;

/// <summary>A device that once got the answer for a code.</summary>
/// <param name="Id">Tells the devices of a code apart; random.</param>
/// <param name="Until">From then on it is a device like any other.</param>
public readonly record struct KnownDevice(ulong Id, DateTimeOffset Until);

/// <summary>
/// The proof that a device once got the answer for a code, as a text that it keeps and shows again: a random id, until when, and a seal
/// of both and of the code. It does not hold the code, says nothing without it, and is worth nothing for another code.
/// </summary>
public sealed class DeviceTokens(LookupKeys keys)
{
    private const string Purpose = "device";
    private const int Id = sizeof(ushort);
    private const int Until = Id + sizeof(ulong);
    private const int Content = Until + sizeof(uint);
    private const int SealBytes = 16;
    private const int CodeBytes = 15;
    private const int Bytes = Content + SealBytes;

    public string For(Reference code, KnownDevice device)
    {
        Span<byte> token = stackalloc byte[Bytes];
        BinaryPrimitives.WriteUInt16BigEndian(token, (ushort)keys.Current.Version);
        BinaryPrimitives.WriteUInt64BigEndian(token[Id..], device.Id);
        BinaryPrimitives.WriteUInt32BigEndian(token[Until..], checked((uint)device.Until.ToUnixTimeSeconds()));
        Seal(keys.Current, code, token[..Content], token[Content..]);
        return Base64Url.EncodeToString(token);
    }

    /// <summary>False for a text that was not made with one of our keys or for this code, and for one whose time is over.</summary>
    public bool TryRead([NotNullWhen(true)] string? text, Reference code, DateTimeOffset now, out KnownDevice device)
    {
        device = default;
        Span<byte> token = stackalloc byte[Bytes];
        if (text is null || !SealedText.TryDecode(text, token) || keys.Find(BinaryPrimitives.ReadUInt16BigEndian(token)) is not { } key)
        {
            return false;
        }

        Span<byte> seal = stackalloc byte[SealBytes];
        Seal(key, code, token[..Content], seal);
        if (!CryptographicOperations.FixedTimeEquals(seal, token[Content..]))
        {
            return false;
        }

        device = new KnownDevice(
            BinaryPrimitives.ReadUInt64BigEndian(token[Id..]),
            DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadUInt32BigEndian(token[Until..])));
        return now < device.Until;
    }

    private static void Seal(LookupKey key, Reference code, ReadOnlySpan<byte> content, Span<byte> seal)
    {
        Span<byte> message = stackalloc byte[Content + CodeBytes];
        content.CopyTo(message);
        Encoding.ASCII.GetBytes(code.Compact, message[Content..]);
        key.Seal(Purpose, message, seal);
    }
}
