using Ausweisstatus.Tests.Intake;
using MimeKit;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.Notify.Mail;

/// <summary>What a subscriber is told, from the fact to the mailbox.</summary>
[Collection(SharedMailInstallation.Name)]
public sealed class TellingTests(MailInstallation installation)
{
    [Fact]
    public async Task Who_can_collect_their_document_is_told_where_and_is_told_nothing_secret()
    {
        var subscriber = await Subscriber.WhoIsToldAsync(installation, "de");

        await subscriber.ReadyAsync();
        await Eventually.TrueAsync(() => subscriber.News.Count == 1);

        var (mail, message) = (subscriber.News[0], subscriber.News[0].Message);
        message.Subject.ShouldBe("Personalausweis: Es gibt etwas Neues");
        foreach (var text in new[] { message.TextBody!, message.HtmlBody! })
        {
            text.ShouldContain("Ihr Personalausweis ist abholbereit.");
            text.ShouldContain("Bürgeramt Rathaus Mitte");
            text.ShouldNotContain(subscriber.Reference);
            text.ShouldNotContain(subscriber.Order);
            text.ShouldNotContain("1990");
        }

        mail.Sender.ShouldMatch(@"^bounces\+[0-9a-f]{32}@example-town\.de$");
        message.From.ToString().ShouldBe("\"Ausweisstatus\" <ausweis@example-town.de>");
        message.To.ToString().ShouldBe(subscriber.Address);
        message.Headers["Auto-Submitted"].ShouldBe("auto-generated");
        message.Headers["List-Unsubscribe-Post"].ShouldBe("List-Unsubscribe=One-Click");
        message.Body!.Headers["Content-Language"].ShouldBe("de");
        message.MessageId.ShouldEndWith("@example-town.de");
        message.Body.ShouldBeOfType<MultipartAlternative>().Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_mail_in_Arabic_is_written_from_right_to_left()
    {
        var subscriber = await Subscriber.WhoIsToldAsync(installation, "ar");

        await subscriber.ReadyAsync();
        await Eventually.TrueAsync(() => subscriber.News.Count == 1);

        var message = subscriber.News[0].Message;
        message.Subject.ShouldBe("بطاقة الهوية (Personalausweis): هناك جديد");
        message.HtmlBody!.ShouldContain("<html lang=\"ar\" dir=\"rtl\">");
        message.HtmlBody!.ShouldContain("بطاقة هويتكم: يمكنكم الاستلام الآن.");
        message.TextBody!.ShouldContain("/?lang=ar");
        message.Body!.Headers["Content-Language"].ShouldBe("ar");
    }

    [Fact]
    public async Task Several_facts_within_the_quiet_window_make_one_mail_about_how_things_are_then()
    {
        var subscriber = await Subscriber.WhoIsToldAsync(installation);

        await subscriber.SayAsync("order-sent", "2026-10-21T08:00:00Z");
        await subscriber.ReadyAsync();
        await subscriber.SayAsync("handed-over", "2026-11-03T08:00:00Z");
        await Eventually.TrueAsync(() => subscriber.News.Count > 0);
        await subscriber.QuietAsync();

        subscriber.News.ShouldHaveSingleItem().Message.TextBody!.ShouldContain("has been handed over");
        subscriber.News[0].Message.TextBody!.ShouldContain("This was the last e-mail");
    }

    [Fact]
    public async Task A_late_fact_a_repetition_and_a_stage_on_the_way_tell_nothing()
    {
        var subscriber = await Subscriber.WhoIsToldAsync(installation);
        await subscriber.ReadyAsync();
        await Eventually.TrueAsync(() => subscriber.News.Count == 1);

        var late = Events.Event("arrived-at-office", subscriber.Order, new { location = "mitte-rathaus-mitte" }, Subscriber.Office, time: "2026-11-01T08:00:00Z");
        await subscriber.SayAsync(late);
        await subscriber.SayAsync(late);
        await subscriber.QuietAsync();

        subscriber.News.Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_was_told_by_mistake_is_taken_back_and_what_was_not_told_is_not()
    {
        var (told, untold) = (await Subscriber.WhoIsToldAsync(installation), await Subscriber.WhoIsToldAsync(installation));
        var id = Guid.NewGuid().ToString();
        await told.ReadyAsync(id: id);
        await Eventually.TrueAsync(() => told.News.Count == 1);

        await told.SayAsync("fact-retracted", "2026-11-02T09:00:00Z", new { id, reason = "wrong-document" });
        await untold.ReadyAsync(id: id + "-2");
        await untold.SayAsync("fact-retracted", "2026-11-02T09:00:00Z", new { id = id + "-2", reason = "wrong-document" });
        await Eventually.TrueAsync(() => told.News.Count == 2);
        await untold.QuietAsync();

        told.News[1].Message.TextBody!.ShouldContain("“Your identity card is ready for collection.” That was wrong.");
        untold.News.ShouldBeEmpty();
    }

    [Fact]
    public async Task Documents_that_nobody_subscribed_to_send_no_message_and_write_no_change()
    {
        await Subscriber.WhoIsToldAsync(installation);
        await using var database = Npgsql.NpgsqlDataSource.Create(installation.ConnectionString);
        await using var count = database.CreateCommand("select (select count(*) from ausweisstatus.changes)");
        var other = await Subscriber.WithDocumentAsync(installation);

        await other.ReadyAsync();

        (await count.ExecuteScalarAsync(TestContext.Current.CancellationToken)).ShouldBe(0L);
        other.Mails.ShouldBeEmpty();
    }
}
