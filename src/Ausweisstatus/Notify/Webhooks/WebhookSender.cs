using System.Globalization;
using System.Net.Http.Headers;
using Ausweisstatus.Notify.Outgoing;
using Microsoft.Extensions.Options;

namespace Ausweisstatus.Notify.Webhooks;

/// <summary>Posts to webhooks, signed.</summary>
internal sealed class WebhookSender(OutgoingHttp http, IOptions<WebhookSettings> settings, TimeProvider clock)
{
    public async Task<DeliveryResult> SendAsync(Uri url, IReadOnlyList<byte[]> secrets, string id, string contentType, byte[] body, CancellationToken cancellation)
    {
        var timestamp = clock.GetUtcNow().ToUnixTimeSeconds();
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", timestamp.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", WebhookSecrets.Sign(secrets, id, timestamp, body));
        return await OutgoingHttp.TryAsync(SendAsync, settings.Value.Timeout, cancellation);

        async Task<DeliveryResult> SendAsync(CancellationToken limit)
        {
            using var response = await http.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit);
            return http.ResultOf(response.StatusCode, response.Headers);
        }
    }
}
