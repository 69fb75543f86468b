using System.Net;
using Ausweisstatus.Notify.Outgoing;
using Lib.Net.Http.WebPush;
using Microsoft.Extensions.Options;

namespace Ausweisstatus.Notify.Push;

/// <summary>
/// Hands a message to the push service of a device: encrypted for the device alone (RFC 8291), signed by us (RFC 8292), to be kept for a while
/// (RFC 8030).
/// </summary>
internal sealed class PushSender(OutgoingHttp http, PushKeys keys, IOptions<PushSettings> settings, IHostEnvironment environment)
{
    private readonly bool isDevelopment = environment.IsDevelopment();

    /// <param name="target">Whom to tell.</param>
    /// <param name="content">What: JSON.</param>
    /// <param name="topic">At most 32 characters of base64url. One that waits with the same topic is replaced.</param>
    /// <param name="keep">For how long, where the device is off.</param>
    /// <param name="cancellation">Ends it with an exception.</param>
    public async Task<DeliveryResult> SendAsync(PushTarget target, byte[] content, string topic, TimeSpan keep, CancellationToken cancellation)
    {
        if (keys.Find(target.KeyVersion) is not { } key || PushTarget.WhatIsWrong(target.Endpoint, settings.Value, isDevelopment) is not null)
        {
            // It was allowed once. Nothing will ever reach it again.
            return new((int)HttpStatusCode.Gone, "not called any more");
        }

        var client = new PushServiceClient(http.Client) { AutoRetryAfter = false, DefaultAuthentication = key };
        var subscription = new PushSubscription { Endpoint = target.Endpoint };
        subscription.SetKey(PushEncryptionKeyName.P256DH, target.P256dh);
        subscription.SetKey(PushEncryptionKeyName.Auth, target.Auth);
        using var json = new ByteArrayContent(content);
        var message = new PushMessage(json) { Topic = topic, TimeToLive = (int)keep.TotalSeconds };
        return await OutgoingHttp.TryAsync(SendAsync, settings.Value.Timeout, cancellation);

        async Task<DeliveryResult> SendAsync(CancellationToken limit)
        {
            try
            {
                await client.RequestPushMessageDeliveryAsync(subscription, message, limit);
                return new((int)HttpStatusCode.Created, null);
            }
            catch (PushServiceClientException answer)
            {
                return http.ResultOf(answer.StatusCode, answer.Headers);
            }
        }
    }
}
