using Ausweisstatus.Domain;
using Ausweisstatus.EventLog;
using Marten;
using Npgsql;

namespace Ausweisstatus.Notify.Subscriptions;

/// <summary>
/// Looks at the document of a subscription, decides by what the subscriber knows whether they are told something, and tells them by their
/// channel. What is sent is written down before: who dies in between has the same sent again, under the same id (ADR 28).
/// </summary>
internal sealed class TellNews(
    SubscriptionRows rows, IEnumerable<IChannel> channels, Encryption encryption, NpgsqlDataSource database, IDocumentStore store, TimeProvider clock)
    : ITellSubscriber
{
    public async Task<TimeSpan?> ExecuteAsync(Guid subscription, bool confirmed, CancellationToken cancellation)
    {
        if (confirmed)
        {
            await RunningCommits.AreOverAsync(database, cancellation);
        }

        var (lease, again) = await rows.TakeAsync(subscription, cancellation);
        if (lease is null)
        {
            return again;
        }

        try
        {
            return await TellAsync(lease, cancellation);
        }
        catch
        {
            // The message comes again.
            await rows.GiveBackAsync(lease);
            throw;
        }
    }

    private async Task<TimeSpan?> TellAsync(TellingLease lease, CancellationToken cancellation)
    {
        var subscription = lease.Subscription;
        if (await LoadAsync(subscription, cancellation) is not { } document
            || encryption.Decrypt(Subscribe.AddressPurpose, subscription.Id, subscription.Address) is not { } address)
        {
            // Code and date of birth led to nothing, which nobody was told; or the key of the address was taken out of use.
            await rows.RemoveAsync(subscription.Id);
            return null;
        }

        var channel = channels.Single(one => one.Name == subscription.Channel);
        if (!subscription.IsConfirmed)
        {
            if (await SendAsync(lease, channel, address, document, telling: null, cancellation) is { } ended)
            {
                return ended.Again;
            }

            if (!channel.ConfirmsItself)
            {
                await rows.FinishAsync(lease, subscription.Told, lookOn: null, isOver: false);
                return null;
            }

            // Commits that run may not know of it: what they say is read when they are over.
            await rows.ConfirmAsync(lease);
            await RunningCommits.AreOverAsync(database, cancellation);
            document = await LoadAsync(subscription, cancellation) ?? document;
        }

        var told = subscription.Told;
        if (subscription.Sending is { } begun)
        {
            if (await SendAsync(lease, channel, address, document, begun, cancellation) is { } ended)
            {
                return ended.Again;
            }

            told = begun.After;
            if (!await rows.ToldAsync(lease, told))
            {
                return null;
            }
        }

        var today = clock.GetUtcNow().DayInBerlin();
        var (news, after) = WhatIsTold.Decide(told, document.Status, today);
        if (news is { } why)
        {
            var telling = new Telling(Guid.NewGuid(), why, document.Facts.Length, today, told.Stage, after);
            if (!await rows.BeginAsync(lease, telling))
            {
                return null;
            }

            if (await SendAsync(lease, channel, address, document, telling, cancellation) is { } ended)
            {
                return ended.Again;
            }
        }

        await rows.FinishAsync(lease, after, WhatIsTold.NextLook(after, document.Status, today), document.Status.Stage?.IsFinal() == true);
        return null;
    }

    /// <returns>Null where it was sent; else the end of this, and when it comes again.</returns>
    private async Task<Ended?> SendAsync(
        TellingLease lease, IChannel channel, byte[] address, Document document, Telling? telling, CancellationToken cancellation)
    {
        var subscription = lease.Subscription;
        var result = await channel.SendAsync(subscription, address, document, telling, cancellation);
        if (result.Outcome == SendOutcome.Sent)
        {
            return null;
        }

        if (result.Outcome == SendOutcome.Refused)
        {
            // One that nobody confirmed keeps its place for a day, or who knows a code could have us try address after address.
            await (subscription.IsConfirmed ? rows.RemoveAsync(subscription.Id) : rows.GiveBackAsync(lease));
            return new Ended(null);
        }

        var pause = channel.PauseAfter(subscription.Failures + 1);
        if (result.RetryAfter > pause)
        {
            pause = result.RetryAfter.Value;
        }

        var perhapsSent = telling is not null && result.Outcome == SendOutcome.Unknown;
        return new Ended(await rows.FailedAsync(lease, result.Failure!, perhapsSent, pause) ? pause : null);
    }

    private async Task<Document?> LoadAsync(Subscription subscription, CancellationToken cancellation)
    {
        if (subscription.Authority is not { } authority)
        {
            return null;
        }

        await using var session = store.QuerySession(authority.ToString());
        return await session.LoadAsync<Document>(subscription.Document, cancellation);
    }

    private sealed record Ended(TimeSpan? Again);
}
