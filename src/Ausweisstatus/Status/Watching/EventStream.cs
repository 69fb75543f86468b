using System.Buffers;
using System.IO.Pipelines;
using System.Security.Cryptography;
using System.Text;

namespace Ausweisstatus.Status.Watching;

/// <summary>Server-sent events (WHATWG HTML §9.2), each sent at once. Written by hand: beats of the heart are comments, which TypedResults has not.</summary>
internal sealed class EventStream
{
    public const string ContentType = "text/event-stream";

    private readonly PipeWriter body;
    private readonly CancellationToken cancellation;

    public EventStream(HttpResponse response, CancellationToken cancellation)
    {
        response.ContentType = ContentType;
        (body, this.cancellation) = (response.BodyWriter, cancellation);
    }

    /// <param name="json">On one line.</param>
    public ValueTask<FlushResult> SendStatusAsync(byte[] json)
    {
        body.Write("event: status\nid: "u8);
        body.Write(Encoding.ASCII.GetBytes(VersionOf(json)));
        return SendAsync("\ndata: "u8, json, "\n\n"u8);
    }

    /// <summary>Two answers with the same version are the same.</summary>
    public static string VersionOf(byte[] json) => Convert.ToHexStringLower(SHA256.HashData(json).AsSpan(0, 8));

    /// <summary>The last event. An event without data would be none.</summary>
    /// <param name="reason">A word of ours.</param>
    public ValueTask<FlushResult> SendEndAsync(ReadOnlySpan<byte> reason) => SendAsync("event: end\ndata: {\"reason\":\""u8, reason, "\"}\n\n"u8);

    /// <summary>A comment: readers pass over it, and connections that are silent too long are not ended on the way.</summary>
    public ValueTask<FlushResult> SendHeartbeatAsync() => SendAsync(":\n\n"u8, [], []);

    private ValueTask<FlushResult> SendAsync(ReadOnlySpan<byte> before, ReadOnlySpan<byte> text, ReadOnlySpan<byte> after)
    {
        body.Write(before);
        body.Write(text);
        body.Write(after);
        return body.FlushAsync(cancellation);
    }
}
