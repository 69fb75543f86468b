using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Ausweisstatus.Drills.Ground;

/// <summary>
/// A connection that is kept open, from an address of one's own choice. What is sent is under way when <see cref="Send"/> returns, so that
/// many requests can be sent at once in a certain order; one at a time on each connection.
/// </summary>
internal sealed class KeptConnection : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly byte[] EndOfChunks = "\r\n0\r\n\r\n"u8.ToArray();
    private static int addresses;

    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly string host;
    private byte[] buffer = new byte[4096];

    private KeptConnection(Uri server) => host = server.Authority;

    /// <summary>A loopback address that nobody has come from yet.</summary>
    public static IPAddress FreshAddress()
    {
        var number = Interlocked.Increment(ref addresses);
        return new IPAddress([127, (byte)(1 + (number / (250 * 250) % 250)), (byte)(number / 250 % 250), (byte)(1 + (number % 250))]);
    }

    public static async Task<KeptConnection> OpenAsync(Uri server, IPAddress from, CancellationToken cancellation)
    {
        var connection = new KeptConnection(server);
        try
        {
            connection.socket.Bind(new IPEndPoint(from, 0));
            await connection.socket.ConnectAsync(IPAddress.Loopback, server.Port, cancellation);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Sends a question of a citizen.</summary>
    public void Ask(string reference, DateOnly born, string? device = null) => Send(
        "POST /api/v1/status",
        $$"""{"reference":"{{reference}}","dateOfBirth":"{{RegisteredDocument.Written(born)}}"}""",
        device is null ? "" : $"Device-Token: {device}\r\n");

    /// <summary>Sends a request; the body is JSON.</summary>
    public void Send(string line, string body = "", string headers = "")
    {
        var content = body.Length == 0 ? "" : $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\n";
        socket.Send(Encoding.ASCII.GetBytes($"{line} HTTP/1.1\r\nHost: {host}\r\n{content}{headers}\r\n{body}"));
    }

    /// <summary>The answer to what was sent last. A body in chunks is left as it is.</summary>
    public async Task<RawAnswer> ReceiveAsync(CancellationToken cancellation)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(Patience);
        for (var received = 0; ;)
        {
            if (received == buffer.Length)
            {
                Array.Resize(ref buffer, buffer.Length * 2);
            }

            var read = await socket.ReceiveAsync(buffer.AsMemory(received), deadline.Token);
            received += read;
            if (read == 0)
            {
                throw new DrillFailedException("A connection was closed instead of answered.");
            }

            if (IsWhole(buffer.AsSpan(0, received)))
            {
                return RawAnswer.Read(Encoding.UTF8.GetString(buffer, 0, received));
            }
        }
    }

    public async Task<RawAnswer> AskAsync(string reference, DateOnly born, CancellationToken cancellation, string? device = null)
    {
        Ask(reference, born, device);
        return await ReceiveAsync(cancellation);
    }

    public void Dispose() => socket.Dispose();

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var head = answer.IndexOf("\r\n\r\n"u8);
        if (head < 0)
        {
            return false;
        }

        var length = answer[..head].IndexOf("\r\nContent-Length: "u8);
        if (length < 0)
        {
            return answer.EndsWith(EndOfChunks);
        }

        var number = answer[(length + "\r\nContent-Length: ".Length)..];
        return answer.Length == head + 4 + int.Parse(number[..number.IndexOf("\r\n"u8)], CultureInfo.InvariantCulture);
    }
}
