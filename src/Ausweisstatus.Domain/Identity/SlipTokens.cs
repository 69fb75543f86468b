using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Ausweisstatus.Domain;

/// <summary>
/// The address of a printed slip, <c>authority.token</c>: the document's id sealed with the key of its code. It says nothing to who reads
/// it, cannot be made by anybody else, is the same each time, and ends with the code it was made for.
/// </summary>
public sealed class SlipTokens(LookupKeys keys)
{
    private const string Purpose = "slip";
    private const int IdBytes = 16;
    private const int SealBytes = 16;

    public string For(Document document)
    {
        Span<byte> token = stackalloc byte[IdBytes + SealBytes];
        document.Id.TryWriteBytes(token);
        Seal(document).CopyTo(token[IdBytes..]);
        return $"{document.Authority}.{Base64Url.EncodeToString(token)}";
    }

    /// <summary>Which document the token is about, before its seal is checked.</summary>
    public static bool TryRead([NotNullWhen(true)] string? token, out AuthorityId authority, out Guid document)
    {
        (authority, document) = (default, default);
        Span<byte> bytes = stackalloc byte[IdBytes + SealBytes];
        return token?.Split('.') is [var slug, var sealedId]
            && AuthorityId.TryParse(slug, out authority)
            && Base64Url.IsValid(sealedId, out var length) && length == bytes.Length
            && Base64Url.TryDecodeFromChars(sealedId, bytes, out _)
            && (document = new Guid(bytes[..IdBytes])) != Guid.Empty;
    }

    public bool IsFor(Document document, string token) =>
        CryptographicOperations.FixedTimeEquals(System.Text.Encoding.ASCII.GetBytes(For(document)), System.Text.Encoding.ASCII.GetBytes(token));

    private ReadOnlySpan<byte> Seal(Document document) =>
        keys.KeyOf(document).Seal(Purpose, [.. document.Id.ToByteArray(), .. BitConverter.GetBytes(document.Status.Generation)]).AsSpan(0, SealBytes);
}
