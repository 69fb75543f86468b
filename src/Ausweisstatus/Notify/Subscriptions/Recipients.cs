using Ausweisstatus.Notify.Mail;
using Ausweisstatus.Notify.Push;
using Ausweisstatus.Problems;
using Microsoft.Extensions.Options;

namespace Ausweisstatus.Notify.Subscriptions;

/// <summary>Where somebody wants to be told, from what they sent.</summary>
internal sealed class Recipients(MailChannel mail, PushChannel push, PushKeys keys, IOptions<PushSettings> settings, IHostEnvironment environment)
{
    public bool AreOffered => mail.IsOffered || push.IsOffered;

    /// <returns>Exactly one of the two.</returns>
    public (Recipient? Recipient, Problem? Problem) Read(NewSubscription wanted)
    {
        string[] offered = [.. new IChannel[] { mail, push }.Where(channel => channel.IsOffered).Select(channel => channel.Name)];
        if (!offered.Contains(wanted.Channel))
        {
            return (null, Problem.InvalidRequest.WithFieldError("channel", "is " + string.Join(" or ", offered.Select(name => $"`{name}`"))));
        }

        if (wanted.Channel == IChannel.Email)
        {
            return MailAddress.Read(wanted.Address) is { } address
                ? (MailChannel.RecipientOf(address), null)
                : (null, Problem.InvalidRequest.WithFieldError("address", "must be an e-mail address such as name@example.org"));
        }

        if (wanted.Subscription is not { } device)
        {
            return (null, Problem.InvalidRequest.WithFieldError("subscription", "is required: what the browser's `PushSubscription.toJSON()` gives"));
        }

        var (target, problem) = PushTarget.Read(device, keys, settings.Value, environment.IsDevelopment());
        return (target?.ToRecipient(), problem);
    }
}
