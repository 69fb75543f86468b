using System.Text;
using Ausweisstatus.Domain;
using Ausweisstatus.Notify.Subscriptions;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Ausweisstatus.Notify.Mail;

/// <summary>Tells by e-mail. Whose mailbox it is confirms it by a link in the first mail.</summary>
internal sealed class MailChannel(SubscriberMails mails, MailSender sender, PublicAddress site, IOptions<MailSettings> settings) : IChannel
{
    public string Name => IChannel.Email;

    /// <summary>There is a mail server, and an address that links can lead to.</summary>
    public bool IsOffered => sender.IsConfigured && site.Find() is not null;

    public bool ConfirmsItself => false;

    // Upper and lower case are the same mailbox nearly everywhere, and whoever types it uses either.
    public static Recipient RecipientOf(string address) => new(IChannel.Email, Encoding.UTF8.GetBytes(address), address.ToLowerInvariant());

    public async Task<SendResult> SendAsync(Subscription subscription, byte[] address, Document document, Telling? telling, CancellationToken cancellation)
    {
        var recipient = Encoding.UTF8.GetString(address);
        var mail = telling is null ? mails.Confirmation(subscription, recipient, document) : mails.News(subscription, recipient, document, telling);
        var result = await sender.SendAsync(mail, mails.EnvelopeSender(subscription), new MailboxAddress("", recipient), cancellation);
        MailMetrics.Count(result.Outcome);
        return result;
    }

    public TimeSpan PauseAfter(int failures) => IChannel.Pause(settings.Value.FirstPause, settings.Value.LongestPause, failures);
}
