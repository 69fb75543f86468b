using System.Text;
using Ausweisstatus.Domain;
using Ausweisstatus.EventLog;
using Ausweisstatus.Notify.Mail;
using Marten;
using Microsoft.Extensions.Options;
using MimeKit;
using Npgsql;
using Wolverine;

namespace Ausweisstatus.Notify.Subscriptions;

/// <summary>
/// Looks at the document of a subscription, decides by what the subscriber knows whether they are told something, and tells them by mail. What
/// is sent is written down before: who dies in between has the same mail sent again, under the same Message-ID (ADR 28).
/// </summary>
internal sealed class TellByMail(
    SubscriptionRows rows, SubscriberMails mails, MailSender sender, Encryption encryption, NpgsqlDataSource database, IDocumentStore store,
    IOptions<MailSettings> settings, TimeProvider clock) : ITellSubscriber
{
    public async Task<DeliveryMessage<TellSubscriber>?> ExecuteAsync(TellSubscriber message, CancellationToken cancellation)
    {
        if (message.Confirmed)
        {
            await RunningCommits.AreOverAsync(database, cancellation);
        }

        var (lease, again) = await rows.TakeAsync(message.Subscription, cancellation);
        if (lease is null)
        {
            return again is { } wait ? new TellSubscriber(message.Subscription).DelayedFor(wait) : null;
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

    private async Task<DeliveryMessage<TellSubscriber>?> TellAsync(TellingLease lease, CancellationToken cancellation)
    {
        var subscription = lease.Subscription;
        if (await LoadAsync(subscription, cancellation) is not { } document || AddressOf(subscription) is not { } address)
        {
            // Code and date of birth led to nothing, which nobody was told; or the key of the address was taken out of use.
            await rows.RemoveAsync(subscription.Id);
            return null;
        }

        if (!subscription.IsConfirmed)
        {
            return await SendAsync(lease, mails.Confirmation(subscription, address, document), address, isNews: false, cancellation) is { } ended
                ? ended.Again
                : await DoneAsync(lease, subscription.Told);
        }

        var told = subscription.Told;
        if (subscription.Sending is { } begun)
        {
            if (await SendAsync(lease, mails.News(subscription, address, document, begun), address, isNews: true, cancellation) is { } ended)
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

            if (await SendAsync(lease, mails.News(subscription, address, document, telling), address, isNews: true, cancellation) is { } ended)
            {
                return ended.Again;
            }
        }

        await rows.FinishAsync(lease, after, WhatIsTold.NextLook(after, document.Status, today), document.Status.Stage?.IsFinal() == true);
        return null;
    }

    private async Task<DeliveryMessage<TellSubscriber>?> DoneAsync(TellingLease lease, Told told)
    {
        await rows.FinishAsync(lease, told, lookOn: null, isOver: false);
        return null;
    }

    /// <returns>Null where it was sent; else the end of this message, and what comes later.</returns>
    private async Task<Ended?> SendAsync(TellingLease lease, MimeMessage mail, string address, bool isNews, CancellationToken cancellation)
    {
        var subscription = lease.Subscription;
        var result = await sender.SendAsync(mail, mails.EnvelopeSender(subscription), new MailboxAddress("", address), cancellation);
        MailMetrics.Count(result.Outcome);
        if (result.Outcome == MailOutcome.Sent)
        {
            return null;
        }

        if (result.Outcome == MailOutcome.Refused)
        {
            await rows.RemoveAsync(subscription.Id);
            return new Ended(null);
        }

        var pause = settings.Value.PauseAfter(subscription.Failures + 1);
        return new Ended(await rows.FailedAsync(lease, result.Failure!, perhapsSent: isNews && result.Outcome == MailOutcome.Unknown, pause)
            ? new TellSubscriber(subscription.Id).DelayedFor(pause)
            : null);
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

    private string? AddressOf(Subscription subscription) =>
        encryption.Decrypt(Subscribe.AddressPurpose, subscription.Id, subscription.Address) is { } address ? Encoding.UTF8.GetString(address) : null;

    private sealed record Ended(DeliveryMessage<TellSubscriber>? Again);
}
