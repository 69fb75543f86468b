using System.Globalization;
using Ausweisstatus.Domain;
using Ausweisstatus.Languages;
using Ausweisstatus.Locations;
using Ausweisstatus.Notify.Subscriptions;
using Ausweisstatus.Status;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Ausweisstatus.Notify.Mail;

/// <summary>
/// Writes the mails to subscribers, in their language. No code, date of birth, name or serial is in them, and the subject says no more than what
/// kind of document it is about: others may look over a shoulder.
/// </summary>
internal sealed class SubscriberMails(
    SubscriptionTokens tokens, PublicAddress site, AuthorityDirectory authorities, IOptions<MailSettings> settings, TimeProvider clock)
{
    private const string Path = "/subscription/";

    /// <summary>Asks whether it was them.</summary>
    public MimeMessage Confirmation(Subscription subscription, string recipient, Document document)
    {
        var t = subscription.Language;
        var text = new MailText()
            .Headline(t["mail.confirm.title", KindOf(document, t).Name])
            .Paragraph(t["mail.confirm.text"])
            .Button(t["mail.confirm.button"], LinkTo(subscription, t))
            .Paragraph(t["mail.confirm.else"]);
        var id = string.Create(CultureInfo.InvariantCulture, $"{subscription.Id:n}.{subscription.Asked}");
        return Message(subscription, recipient, t["mail.confirm.subject"], text, id);
    }

    /// <summary>Tells the news. The same telling makes the same mail, whenever it is written.</summary>
    public MimeMessage News(Subscription subscription, string recipient, Document document, Telling telling)
    {
        var (t, then) = (subscription.Language, telling.Of(document));
        var kind = KindOf(then, t);
        var text = new MailText();
        if (Introduction(telling, kind, t) is { } introduction)
        {
            text.Paragraph(introduction);
        }

        if (AnswerStatus.Answer(then, authorities.Find(then.Authority), t, telling.Day) is { } answer)
        {
            Write(text, answer, t);
        }
        else
        {
            text.Headline(t["mail.nothing"]);
        }

        if (site.Find() is { } home)
        {
            text.Button(t["mail.look"], Links(home, t));
        }

        text.Rule()
            .Small(t["mail.why", kind.Name])
            .Small(then.Status.Stage?.IsFinal() == true ? t["mail.over"] : t["mail.stop.text"], t["mail.stop"], LinkTo(subscription, t))
            .Small(t["mail.never"]);
        return Message(subscription, recipient, t["mail.subject", kind.Name], text, telling.MessageId.ToString("n"));
    }

    /// <summary>Where the mail server reports what could not be delivered: another address for each subscription.</summary>
    public MailboxAddress EnvelopeSender(Subscription subscription) => settings.Value.EnvelopeSender is { } address
        ? new MailboxAddress("", address.Insert(address.LastIndexOf('@'), $"+{subscription.Id:n}"))
        : settings.Value.Sender;

    private static void Write(MailText text, StatusAnswer answer, Language t)
    {
        text.Headline(answer.Headline).Paragraph(answer.NextStep.Text);
        if (answer.Pickup is not { } place)
        {
            return;
        }

        text.Title(t["pickup.where"]).Lines(place.Location, place.Address);
        if (place.Hours is { } hours)
        {
            text.Title(t["pickup.hours"]).Lines([.. hours.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)]);
        }

        if (place.Bring.Count > 0)
        {
            text.Title(t["pickup.bring"]).List(place.Bring);
        }

        if (place.Appointments is { } appointments)
        {
            text.Button(t["pickup.appointment"], appointments.AbsoluteUri);
        }
    }

    private static string? Introduction(Telling telling, KindTexts kind, Language t) => telling.News switch
    {
        Domain.News.Correction => t["mail.correction", SaidBefore(telling, kind, t)],
        Domain.News.NoLonger => t["mail.no-longer", SaidBefore(telling, kind, t)],
        Domain.News.CollectSoon => t["mail.collect-soon", t.Day(telling.After.HeldUntil!.Value)],
        Domain.News.TakesLonger => t["mail.takes-longer"],
        _ => null,
    };

    private static string SaidBefore(Telling telling, KindTexts kind, Language t) => t[$"stage.{KebabCase.Of(telling.Before!.Value)}.headline", kind.Yours];

    internal static KindTexts KindOf(Document document, Language t) =>
        document.Status.Kind is { } kind && KindCatalogue.Current.Find(kind) is { } entry
            ? entry.TextsIn(t.Code)
            : new KindTexts(t["kind.unknown.name"], t["kind.unknown.yours"]);

    private static string Links(Uri home, Language t) => $"{home.AbsoluteUri.TrimEnd('/')}/?lang={t.Code}";

    private string LinkTo(Subscription subscription, Language t) =>
        $"{site.Find()!.AbsoluteUri.TrimEnd('/')}{Path}{tokens.For(subscription.Id)}?lang={t.Code}";

    private MimeMessage Message(Subscription subscription, string recipient, string subject, MailText text, string id)
    {
        var t = subscription.Language;
        var from = settings.Value.Sender;
        var message = new MimeMessage
        {
            Subject = subject,
            Date = clock.GetUtcNow(),
            MessageId = $"{id}@{from.Domain}",
            Body = new MultipartAlternative(
                new TextPart("plain") { Text = text.Plain },
                new TextPart("html") { Text = text.Html(t.Code, t.Direction, subject) }),
        };
        message.From.Add(new MailboxAddress(settings.Value.FromName ?? "Ausweisstatus", from.Address));
        message.To.Add(new MailboxAddress("", recipient));
        message.Body.Headers.Add(HeaderId.ContentLanguage, t.Code);
        // No robot shall answer, and a mailbox shows a way to end it by itself (RFC 3834, 2369, 8058).
        message.Headers.Add("Auto-Submitted", "auto-generated");
        message.Headers.Add(HeaderId.ListUnsubscribe, $"<{LinkTo(subscription, t)}>");
        message.Headers.Add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        return message;
    }
}
