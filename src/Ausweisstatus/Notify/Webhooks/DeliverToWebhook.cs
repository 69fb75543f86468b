using System.Diagnostics;
using System.Net.Mime;
using System.Text;
using Ausweisstatus.Access;
using Ausweisstatus.Notify.Outgoing;
using Ausweisstatus.Notify.SecurityEvents;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Wolverine;

namespace Ausweisstatus.Notify.Webhooks;

/// <summary>
/// Delivers to one webhook what it has not been told, oldest first. What was delivered is noted after each change: a crash in between
/// delivers one change again, under the same id.
/// </summary>
internal sealed class DeliverToWebhook(
    DeliveryRows rows, ChangeFeed feed, SignedDelivery delivery, ClientDirectory clients, IOptions<WebhookSettings> settings,
    IHostApplicationLifetime lifetime)
    : IDeliverChanges
{
    private const int PageSize = 100;

    // Then others have their turn. Wolverine gives a message a minute.
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(30);

    public async Task<DeliveryMessage<DeliverChanges>?> ExecuteAsync(DeliverChanges message, CancellationToken cancellation)
    {
        var (lease, again) = await rows.TakeAsync(message, cancellation);
        if (lease is null)
        {
            return again is { } wait ? new DeliverChanges(message.Webhook).DelayedFor(wait) : null;
        }

        try
        {
            return await DeliverAsync(lease, cancellation);
        }
        catch
        {
            // The message comes again.
            await rows.GiveBackAsync(lease, evenIfCalled: true);
            throw;
        }
    }

    private async Task<DeliveryMessage<DeliverChanges>?> DeliverAsync(DeliveryLease lease, CancellationToken cancellation)
    {
        var (target, started) = (lease.Target, Stopwatch.GetTimestamp());
        if (!await IsStillAllowedAsync(target, cancellation))
        {
            const string Reason = "client may not any more";
            await rows.FailedAsync(lease, Reason, pause: null, Reason);
            return null;
        }

        while (true)
        {
            var (changes, _, _) = await feed.ReadAsync([target.Authority.ToString()], lease.Position, PageSize, cancellation);
            if (changes.Count == 0 && await rows.GiveBackAsync(lease))
            {
                return null;
            }

            foreach (var (position, change) in changes)
            {
                // A host that stops waits for what is under way; others go on with the rest.
                if (Stopwatch.GetElapsedTime(started) > Turn || lifetime.ApplicationStopping.IsCancellationRequested)
                {
                    await rows.GiveBackAsync(lease, evenIfCalled: true);
                    return new DeliverChanges(target.Id).DelayedFor(TimeSpan.Zero);
                }

                var result = await delivery.SendAsync(target, change.Id, change.Type, change, cancellation);
                if (result.Failure is { } failure)
                {
                    return await FailedAsync(lease, result, failure);
                }

                if (!await rows.DeliveredAsync(lease, position))
                {
                    return null;
                }

                lease = lease with { Position = position, Failures = 0 };
            }
        }
    }

    private async Task<DeliveryMessage<DeliverChanges>?> FailedAsync(DeliveryLease lease, DeliveryResult result, string failure)
    {
        var failures = lease.Failures + 1;
        var pause = result.IsGone ? null : settings.Value.PauseAfter(failures);
        if (result.RetryAfter > pause)
        {
            pause = result.RetryAfter;
        }

        var disabled = result.IsGone ? "answered 410" : pause is null ? "failed too long" : null;
        return await rows.FailedAsync(lease, failure, pause, disabled) && pause is { } wait
            ? new DeliverChanges(lease.Target.Id, failures).DelayedFor(wait)
            : null;
    }

    private async Task<bool> IsStillAllowedAsync(WebhookTarget target, CancellationToken cancellation)
    {
        await clients.PrepareAsync(target.Client, cancellation);
        return clients.Find(target.Client)?.Client is { Role: Role.Authority } client
            && (client.AllAuthorities || client.Authorities.Contains(target.Authority));
    }
}

/// <summary>Sends in the form that was asked for, with the secrets that hold at the moment: for a day after a rotation that is two.</summary>
internal sealed class SignedDelivery(WebhookSecrets secrets, SecurityEventTokens tokens, WebhookSender sender, IOptions<JsonOptions> json)
{
    public async Task<DeliveryResult> SendAsync<T>(WebhookTarget target, Guid id, string type, T content, CancellationToken cancellation)
    {
        if (secrets.Decrypt(target.Id, target.Secret) is not { } secret)
        {
            return new(null, "secret of a lookup key that is gone");
        }

        var former = target.FormerSecret is { } stored ? secrets.Decrypt(target.Id, stored) : null;
        var (contentType, body) = target.IsToken
            ? (SecurityEventTokens.ContentType, Encoding.ASCII.GetBytes(tokens.Create(id, type, content, target.Client)))
            : (MediaTypeNames.Application.Json, JsonAnswer.Bytes(content, json.Value));
        return await sender.SendAsync(target.Url, former is null ? [secret] : [secret, former], id.ToString(), contentType, body, cancellation);
    }
}
