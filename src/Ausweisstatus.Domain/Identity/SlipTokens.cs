using System.Buffers.Binary;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Ausweisstatus.Domain;

/// <summary>What the address of a slip says: the document, and which of its codes was printed.</summary>
/// <param name="Authority">The authority that printed it.</param>
/// <param name="Document">The document.</param>
/// <param name="KeyVersion">The version of the key that the code was made with.</param>
/// <param name="Generation">The generation of the code.</param>
public readonly record struct PrintedSlip(AuthorityId Authority, Guid Document, int KeyVersion, int Generation);

/// <summary>
/// The address of a printed slip, <c>authority.token</c>: the document's id and the generation of its code, sealed with the key of that
/// code. It says nothing to who reads it, cannot be made by anybody else, is the same each time, and ends with the code it was made for.
/// The seal holds or not by itself: nothing has to be looked up to check it.
/// </summary>
public sealed class SlipTokens(LookupKeys keys)
{
    private const string Purpose = "slip";
    private const int Generation = sizeof(ushort);
    private const int Id = Generation + sizeof(int);
    private const int Content = Id + 16;
    private const int SealBytes = 14;
    private const int LongestAuthority = 40;
    private const int Bytes = Content + SealBytes;

    public string For(Document document)
    {
        var key = keys.KeyOf(document);
        Span<byte> token = stackalloc byte[Bytes];
        BinaryPrimitives.WriteUInt16BigEndian(token, (ushort)key.Version);
        BinaryPrimitives.WriteInt32BigEndian(token[Generation..], document.Status.Generation);
        document.Id.TryWriteBytes(token[Id..]);
        Seal(key, document.Authority, token[..Content], token[Content..]);
        return $"{document.Authority}.{Base64Url.EncodeToString(token)}";
    }

    /// <summary>What a token stands for; false where it is none of ours. It takes the same work whatever is wrong with it.</summary>
    public bool TryRead([NotNullWhen(true)] string? token, out PrintedSlip slip)
    {
        slip = default;
        Span<byte> bytes = stackalloc byte[Bytes];
        var dot = token?.IndexOf('.', StringComparison.Ordinal) ?? -1;
        if (dot < 0 || !SealedText.TryDecode(token.AsSpan(dot + 1), bytes) || !AuthorityId.TryParse(token![..dot], null, out var authority))
        {
            return false;
        }

        var key = keys.Find(BinaryPrimitives.ReadUInt16BigEndian(bytes));
        Span<byte> seal = stackalloc byte[SealBytes];
        Seal(key ?? keys.Current, authority, bytes[..Content], seal);
        if (!CryptographicOperations.FixedTimeEquals(seal, bytes[Content..]) || key is null)
        {
            return false;
        }

        slip = new PrintedSlip(authority, new Guid(bytes[Id..Content]), key.Version, BinaryPrimitives.ReadInt32BigEndian(bytes[Generation..]));
        return true;
    }

    /// <summary>Whether the code that was printed is the one that works now.</summary>
    public bool IsInForce(PrintedSlip slip, Document document) =>
        slip.Document == document.Id && slip.Authority == document.Authority
        && slip.Generation == document.Status.Generation
        && slip.KeyVersion == (document.Status.Lookup?.KeyVersion ?? keys.Current.Version);

    private static void Seal(LookupKey key, AuthorityId authority, ReadOnlySpan<byte> content, Span<byte> seal)
    {
        Span<byte> message = stackalloc byte[Content + LongestAuthority];
        content.CopyTo(message);
        var named = Encoding.ASCII.GetBytes(authority.ToString(), message[Content..]);
        key.Seal(Purpose, message[..(Content + named)], seal);
    }
}
