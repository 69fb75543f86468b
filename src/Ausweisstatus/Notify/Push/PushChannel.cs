using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Ausweisstatus.Domain;
using Ausweisstatus.Notify.Mail;
using Ausweisstatus.Notify.Outgoing;
using Ausweisstatus.Notify.Subscriptions;
using Microsoft.Extensions.Options;

namespace Ausweisstatus.Notify.Push;

/// <summary>What the service worker (<c>push.js</c>) shows.</summary>
/// <param name="Tag">A notification with the same is replaced.</param>
/// <param name="Url">What it opens: of this site, always.</param>
internal sealed record PushContent(string Title, string Body, string Tag, string Url, string Lang, string Dir);

/// <summary>
/// Tells by web push. Others see a screen that is locked: it says that there is news about a kind of document, as the subject of a mail does,
/// and leads to the question. So it holds nothing that could be wrong by the time it is read.
/// </summary>
internal sealed class PushChannel(PushSender sender, PublicAddress site, IOptions<PushSettings> settings, IHostEnvironment environment) : IChannel
{
    // Its length would tell a push service which kind of document it is about.
    internal const int Length = 512;

    // As long as push services keep one, and still true then. The first one is for who looks at the page now.
    private static readonly TimeSpan KeepNews = TimeSpan.FromDays(28);
    private static readonly TimeSpan KeepFirst = TimeSpan.FromHours(1);

    // Letters as themselves: six bytes for each of Arabic would not fit into the length.
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public string Name => IChannel.WebPush;

    /// <summary>Browsers do it for addresses that begin with https alone.</summary>
    public bool IsOffered => settings.Value.Enabled && site.Find() is { } home && (home.Scheme == Uri.UriSchemeHttps || environment.IsDevelopment());

    public bool ConfirmsItself => true;

    public async Task<SendResult> SendAsync(Subscription subscription, byte[] address, Document document, Telling? telling, CancellationToken cancellation)
    {
        // Exactly as long as a topic may be.
        var id = (telling?.MessageId ?? subscription.Id).ToString("n");
        var keep = telling is null ? KeepFirst : KeepNews;
        var result = !settings.Value.Enabled ? new SendResult(SendOutcome.NotSent, "web push is switched off") : ResultOf(await sender.SendAsync(PushTarget.From(address), Write(subscription, document, telling, id), id, keep, cancellation));
        PushMetrics.Count(result.Outcome);
        return result;
    }

    public TimeSpan PauseAfter(int failures) => IChannel.Pause(settings.Value.FirstPause, settings.Value.LongestPause, failures);

    private static byte[] Write(Subscription subscription, Document document, Telling? telling, string id)
    {
        var t = subscription.Language;
        var (title, body) = telling is null
            ? (t["push.first.title"], t["push.first.text"])
            : (t["mail.subject", SubscriberMails.KindOf(telling.Of(document), t).Name], t["push.text"]);
        return Pad(new PushContent(title, body, id, $"/?lang={t.Code}", t.Code, t.Direction));
    }

    internal static byte[] Pad(PushContent shown)
    {
        var content = JsonSerializer.SerializeToUtf8Bytes(shown, Json);
        var padded = new byte[Math.Max(Length, content.Length)];
        padded.AsSpan().Fill((byte)' ');
        content.CopyTo(padded, 0);
        return padded;
    }

    private static SendResult ResultOf(DeliveryResult result) => new(
        result.Failure is null ? SendOutcome.Sent
            : result.Status is StatusCodes.Status404NotFound or StatusCodes.Status410Gone ? SendOutcome.Refused
            : result.PerhapsSent ? SendOutcome.Unknown
            : SendOutcome.NotSent,
        result.Failure,
        result.RetryAfter);
}
