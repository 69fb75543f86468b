using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Ausweisstatus.Drills.Ground;

/// <summary>An answer, read from the wire.</summary>
internal sealed record RawAnswer(int Status, string Head, string Body)
{
    /// <returns>Status 0 where this is no answer.</returns>
    public static RawAnswer Read(string answer)
    {
        var end = answer.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        return end < 0 || answer.Length < 12
            ? new(0, answer, "")
            : new(int.Parse(answer.AsSpan(9, 3), CultureInfo.InvariantCulture), answer[..end], answer[(end + 4)..]);
    }
}

/// <summary>Requests byte for byte, as no HTTP client would send them.</summary>
internal static class RawHttp
{
    /// <summary>Sends text in Latin 1, so that any byte can be said, and reads until the server closes: say <c>Connection: close</c>.</summary>
    /// <returns>Status 0 where the server closed without an answer.</returns>
    public static async Task<RawAnswer> SendAsync(Uri server, string request, CancellationToken cancellation = default)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(TimeSpan.FromSeconds(30));
        using var connection = new TcpClient();
        await connection.ConnectAsync(server.Host, server.Port, deadline.Token);
        var stream = connection.GetStream();
        var text = new StringBuilder();
        try
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(request), deadline.Token);
            var buffer = new byte[16 * 1024];
            for (int read; (read = await stream.ReadAsync(buffer, deadline.Token)) > 0;)
            {
                text.Append(Encoding.UTF8.GetString(buffer, 0, read));
            }
        }
        catch (IOException)
        {
            // The server had enough of it; what it said before counts.
        }

        return RawAnswer.Read(text.ToString());
    }

    public static async Task<int> StatusOfAsync(Uri server, string request) => (await SendAsync(server, request)).Status;
}
