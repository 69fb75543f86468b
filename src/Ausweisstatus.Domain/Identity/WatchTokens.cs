using System.Buffers.Binary;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Ausweisstatus.Domain;

/// <summary>Who asked with a code and a date of birth and found a document may go on looking at what is stored under this lookup, for a while.</summary>
/// <param name="Lookup">Under which the document was found.</param>
/// <param name="Until">From then on no more.</param>
public readonly record struct Watched(Lookup Lookup, DateTimeOffset Until);

/// <summary>
/// The right to watch a document, as a text that is handed out: the lookup it was found under, until when, and a seal of both, made with
/// the key of that lookup. Nothing is stored for it, every node reads it, and neither code nor date of birth is in it.
/// </summary>
/// <remarks>Given out with every answer to a citizen: the text is the only thing that is allocated for it.</remarks>
public sealed class WatchTokens(LookupKeys keys)
{
    private const string Purpose = "watch";
    private const int Until = sizeof(ushort) + Lookup.HashBytes;
    private const int Content = Until + sizeof(uint);
    private const int SealBytes = 16;
    private const int Bytes = Content + SealBytes;

    /// <exception cref="InvalidOperationException">The key of the lookup was taken out of use.</exception>
    public string For(Watched watched)
    {
        var key = keys.Find(watched.Lookup.KeyVersion)
            ?? throw new InvalidOperationException($"Lookup key {watched.Lookup.KeyVersion} is not configured any more.");
        Span<byte> token = stackalloc byte[Bytes];
        BinaryPrimitives.WriteUInt16BigEndian(token, (ushort)key.Version);
        watched.Lookup.CopyHashTo(token[sizeof(ushort)..]);
        BinaryPrimitives.WriteUInt32BigEndian(token[Until..], checked((uint)watched.Until.ToUnixTimeSeconds()));
        key.Seal(Purpose, token[..Content], token[Content..]);
        return Base64Url.EncodeToString(token);
    }

    /// <summary>False for a text that was not made with one of our keys, and for one whose time is over.</summary>
    public bool TryRead([NotNullWhen(true)] string? text, DateTimeOffset now, out Watched watched)
    {
        watched = default;
        Span<byte> token = stackalloc byte[Bytes];
        if (text is null || !SealedText.TryDecode(text, token) || !IsOurs(token))
        {
            return false;
        }

        var until = DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadUInt32BigEndian(token[Until..]));
        watched = new Watched(Lookup.Of(VersionOf(token), token[sizeof(ushort)..Until]), until);
        return now < until;
    }

    private bool IsOurs(ReadOnlySpan<byte> token)
    {
        if (keys.Find(VersionOf(token)) is not { } key)
        {
            return false;
        }

        Span<byte> seal = stackalloc byte[SealBytes];
        key.Seal(Purpose, token[..Content], seal);
        return CryptographicOperations.FixedTimeEquals(seal, token[Content..]);
    }

    private static int VersionOf(ReadOnlySpan<byte> token) => BinaryPrimitives.ReadUInt16BigEndian(token);
}
