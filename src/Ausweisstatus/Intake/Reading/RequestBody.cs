using System.Buffers;
using Ausweisstatus.Problems;

namespace Ausweisstatus.Intake.Reading;

/// <summary>Reads a request's body up to a limit of our own, so that too much is answered and not cut off.</summary>
internal static class RequestBody
{
    /// <returns>The body without a byte order mark; null where there is more than <paramref name="limit"/> bytes.</returns>
    public static async Task<byte[]?> ReadAsync(HttpRequest request, long limit, CancellationToken cancellationToken)
    {
        var most = limit + ByteOrderMark.Utf8.Length;
        if (request.ContentLength > most)
        {
            return null;
        }

        OversizedBodies.LetPass(request.HttpContext);
        var reader = request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(cancellationToken);
            if (read.Buffer.Length > most)
            {
                reader.AdvanceTo(read.Buffer.End);
                return null;
            }

            if (read.IsCompleted)
            {
                var body = WithoutMark(read.Buffer).ToArray();
                reader.AdvanceTo(read.Buffer.End);
                return body.Length > limit ? null : body;
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static ReadOnlySequence<byte> WithoutMark(ReadOnlySequence<byte> body)
    {
        var reader = new SequenceReader<byte>(body);
        return reader.IsNext(ByteOrderMark.Utf8) ? body.Slice(ByteOrderMark.Utf8.Length) : body;
    }
}
