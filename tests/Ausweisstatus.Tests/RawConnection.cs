using System.Net.Sockets;
using System.Text;

namespace Ausweisstatus.Tests;

/// <summary>HTTP/1.1 written by hand, for what a client library puts right or keeps back: repeated headers, reading while sending.</summary>
internal sealed class RawConnection : IDisposable
{
    private readonly TcpClient connection = new();
    private StreamReader? reader;

    private NetworkStream Stream => connection.GetStream();

    /// <summary>Sends the head of a request that closes the connection when it is done.</summary>
    /// <param name="address">The host.</param>
    /// <param name="line">Method and path.</param>
    /// <param name="headers">Lines.</param>
    public static async Task<RawConnection> OpenAsync(Uri address, string line, params string[] headers)
    {
        var http = new RawConnection();
        await http.connection.ConnectAsync(address.Host, address.Port);
        await http.SendAsync($"{line} HTTP/1.1\r\nHost: {address.Authority}\r\nConnection: close\r\n{string.Concat(headers.Select(header => header + "\r\n"))}\r\n");
        http.reader = new StreamReader(http.Stream, Encoding.UTF8);
        return http;
    }

    /// <summary>Posts events and returns the status and the body.</summary>
    public static async Task<(int Status, string Body)> PostAsync(Uri address, HttpClient caller, string body, params string[] headers)
    {
        using var http = await OpenAsync(
            address, "POST /api/v1/events", [$"Authorization: {caller.DefaultRequestHeaders.Authorization}", $"Content-Length: {Encoding.UTF8.GetByteCount(body)}", .. headers]);
        await http.SendAsync(body);
        var answer = await http.reader!.ReadToEndAsync();
        return (int.Parse(answer.AsSpan(9, 3)), answer[(answer.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..]);
    }

    public Task SendAsync(string text) => Stream.WriteAsync(Encoding.UTF8.GetBytes(text)).AsTask();

    /// <summary>A piece of a body whose length was not announced.</summary>
    public Task SendChunkAsync(string text) => SendAsync($"{Encoding.UTF8.GetByteCount(text):x}\r\n{text}\r\n");

    public async Task<int> ReadStatusAsync() => int.Parse((await reader!.ReadLineAsync())!.AsSpan(9, 3));

    /// <summary>The next line of the answer that is JSON; null at its end.</summary>
    public async Task<string?> ReadJsonLineAsync()
    {
        while (await reader!.ReadLineAsync() is { } line)
        {
            if (line.StartsWith('{'))
            {
                return line;
            }
        }

        return null;
    }

    public void Dispose()
    {
        reader?.Dispose();
        connection.Dispose();
    }
}
