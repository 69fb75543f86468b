using System.Buffers;
using System.Buffers.Text;

namespace Ausweisstatus.Domain;

/// <summary>Tokens as texts. Their bytes are a multiple of three: the text has no bits to spare, so there is only one text for each token.</summary>
internal static class SealedText
{
    /// <param name="text">What somebody shows as a token.</param>
    /// <param name="token">As many bytes as such a token has.</param>
    /// <returns>False where the text is not that of a token of this length.</returns>
    public static bool TryDecode(ReadOnlySpan<char> text, Span<byte> token) =>
        // Blanks would be read over: so many characters must give so many bytes.
        text.Length == token.Length / 3 * 4
        && Base64Url.DecodeFromChars(text, token, out _, out var written) == OperationStatus.Done && written == token.Length;
}
