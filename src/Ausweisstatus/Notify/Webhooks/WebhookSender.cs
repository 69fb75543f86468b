using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace Ausweisstatus.Notify.Webhooks;

/// <summary>What became of a delivery.</summary>
/// <param name="Status">What the endpoint answered; null where it did not.</param>
/// <param name="Failure">Why it counts as not delivered, in a few words without personal data; null where it was delivered.</param>
/// <param name="RetryAfter">When the endpoint asked to be tried again.</param>
internal sealed record DeliveryResult(int? Status, string? Failure, TimeSpan? RetryAfter = null)
{
    public bool IsGone => Status == (int)HttpStatusCode.Gone;
}

/// <summary>
/// Posts to webhooks. Whoever registered one chooses where to: no redirect is followed, no proxy asked, no answer read beyond 64 KB, and each
/// connection goes to an address that is allowed, whatever the name meant when it was registered.
/// </summary>
internal sealed class WebhookSender(IOptions<WebhookSettings> settings, IHostEnvironment environment, TimeProvider clock) : IDisposable
{
    private const int MaxAnswerBytes = 64 * 1024;
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly bool isDevelopment = environment.IsDevelopment();
    private HttpClient? http;

    public async Task<DeliveryResult> SendAsync(Uri url, IReadOnlyList<byte[]> secrets, string id, string contentType, byte[] body, CancellationToken cancellation)
    {
        var timestamp = clock.GetUtcNow().ToUnixTimeSeconds();
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", timestamp.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", WebhookSecrets.Sign(secrets, id, timestamp, body));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(settings.Value.Timeout);
        try
        {
            var client = LazyInitializer.EnsureInitialized(ref http, CreateClient);
            // The status is all that counts. What follows it is dropped when the response is.
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            return ResultOf(response);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new(null, "no answer in time");
        }
        catch (HttpRequestException problem)
        {
            return new(null, problem.InnerException is AddressNotAllowedException ? "address not allowed" : ReasonOf(problem.HttpRequestError));
        }
    }

    public void Dispose() => http?.Dispose();

    private DeliveryResult ResultOf(HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        if (response.IsSuccessStatusCode)
        {
            return new(status, null);
        }

        var wait = response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable
            ? response.Headers.RetryAfter?.Delta ?? response.Headers.RetryAfter?.Date - clock.GetUtcNow()
            : null;
        return new(status, string.Create(CultureInfo.InvariantCulture, $"answered {status}"), wait > LongestWait ? LongestWait : wait);
    }

    private static string ReasonOf(HttpRequestError error) => error switch
    {
        HttpRequestError.NameResolutionError => "name not found",
        HttpRequestError.SecureConnectionError => "no secure connection",
        HttpRequestError.ConnectionError => "no connection",
        _ => "no proper answer",
    };

    private HttpClient CreateClient() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        ActivityHeadersPropagator = null,
        ConnectCallback = ConnectAsync,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        MaxResponseHeadersLength = MaxAnswerBytes / 1024,
        MaxResponseDrainSize = MaxAnswerBytes,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var found = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellation);
        var allowed = Array.FindAll(found, address => WebhookAddress.IsAllowed(address, isDevelopment));
        if (allowed.Length == 0)
        {
            throw new AddressNotAllowedException();
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private sealed class AddressNotAllowedException : IOException;
}
