using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace Ausweisstatus.Notify.Outgoing;

/// <summary>What became of a request.</summary>
/// <param name="Status">What was answered; null where nothing was.</param>
/// <param name="Failure">Why it counts as not delivered, in a few words without personal data; null where it was delivered.</param>
/// <param name="RetryAfter">When the endpoint asked to be tried again.</param>
/// <param name="PerhapsSent">There was a connection, and no answer: nobody knows whether it arrived.</param>
internal sealed record DeliveryResult(int? Status, string? Failure, TimeSpan? RetryAfter = null, bool PerhapsSent = false)
{
    public bool IsGone => Status == (int)HttpStatusCode.Gone;
}

/// <summary>
/// Calls addresses that others chose: no redirect is followed, no proxy asked, nothing of an answer is read but its status, and each connection
/// goes to an address that is allowed, whatever the name meant before.
/// </summary>
internal sealed class OutgoingHttp(IHostEnvironment environment, TimeProvider clock) : IDisposable
{
    private const int MaxAnswerBytes = 64 * 1024;
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly bool isDevelopment = environment.IsDevelopment();
    private HttpClient? http;

    /// <summary>Its answers have no body.</summary>
    public HttpClient Client => LazyInitializer.EnsureInitialized(ref http, CreateClient);

    /// <param name="send">Sends with <see cref="Client"/>.</param>
    /// <param name="timeout">For all of it.</param>
    /// <param name="cancellation">Ends it with an exception.</param>
    public static async Task<DeliveryResult> TryAsync(Func<CancellationToken, Task<DeliveryResult>> send, TimeSpan timeout, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(timeout);
        try
        {
            return await send(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new(null, "no answer in time", PerhapsSent: true);
        }
        catch (HttpRequestException problem)
        {
            return problem.InnerException is AddressNotAllowedException ? new(null, "address not allowed") : problem.HttpRequestError switch
            {
                HttpRequestError.NameResolutionError => new(null, "name not found"),
                HttpRequestError.SecureConnectionError => new(null, "no secure connection"),
                HttpRequestError.ConnectionError => new(null, "no connection"),
                _ => new(null, "no proper answer", PerhapsSent: true),
            };
        }
    }

    public DeliveryResult ResultOf(HttpStatusCode answer, HttpResponseHeaders headers)
    {
        var status = (int)answer;
        if (status is >= 200 and <= 299)
        {
            return new(status, null);
        }

        var wait = answer is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable
            ? headers.RetryAfter?.Delta ?? headers.RetryAfter?.Date - clock.GetUtcNow()
            : null;
        return new(status, string.Create(CultureInfo.InvariantCulture, $"answered {status}"), wait > LongestWait ? LongestWait : wait, PerhapsSent: status >= 500);
    }

    public void Dispose() => http?.Dispose();

    private HttpClient CreateClient() => new(new StatusAlone(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        ActivityHeadersPropagator = null,
        ConnectCallback = ConnectAsync,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        MaxResponseHeadersLength = MaxAnswerBytes / 1024,
        MaxResponseDrainSize = MaxAnswerBytes,
    }))
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var found = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellation);
        var allowed = Array.FindAll(found, address => OutgoingAddress.IsAllowed(address, isDevelopment));
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

    /// <summary>Drops what follows the headers of an answer, before anybody reads it to its end.</summary>
    private sealed class StatusAlone(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            response.Content.Dispose();
            response.Content = new ByteArrayContent([]);
            return response;
        }
    }
}
