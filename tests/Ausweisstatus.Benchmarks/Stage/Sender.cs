using System.Net;
using System.Net.Http.Headers;
using Ausweisstatus.Benchmarks.Measuring;

namespace Ausweisstatus.Benchmarks.Stage;

/// <summary>Posts bodies that were written before, over a bounded number of connections. Every answer is read to its end and looked at.</summary>
internal sealed class Sender(Uri address, string contentType, int connections) : IDisposable
{
    private readonly MediaTypeHeaderValue type = MediaTypeHeaderValue.Parse(contentType);

    private readonly HttpMessageInvoker http = new(new SocketsHttpHandler
    {
        MaxConnectionsPerServer = connections,
        UseCookies = false,
        UseProxy = false,
        AllowAutoRedirect = false,
    });

    /// <summary>Sent as a bearer token; null for nobody.</summary>
    public string? Token { get; set; }

    /// <exception cref="BenchmarkFailedException">The answer has another status; a figure of refusals would be none.</exception>
    public async Task<byte[]> PostAsync(byte[] body, HttpStatusCode expected, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = type;
        if (Token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        }

        using var response = await http.SendAsync(request, cancellation);
        var answer = await response.Content.ReadAsByteArrayAsync(cancellation);
        return response.StatusCode == expected
            ? answer
            : throw new BenchmarkFailedException($"{address.AbsolutePath} answered {(int)response.StatusCode} where {(int)expected} was expected; nothing is measured.");
    }

    public void Dispose() => http.Dispose();
}
