using Ausweisstatus.Domain;
using Ausweisstatus.Messaging;
using Ausweisstatus.Notify.Mail;
using Ausweisstatus.Notify.Subscriptions;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.Notify.Mail;

/// <summary>What happens by itself, with time.</summary>
[Collection(SharedMailInstallation.Name)]
public sealed class CleanUpTests(MailInstallation installation)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_nobody_confirmed_in_a_day_and_what_is_over_for_two_weeks_is_forgotten_and_nothing_else()
    {
        var (unconfirmed, fresh) = (await Subscriber.WithDocumentAsync(installation), await Subscriber.WithDocumentAsync(installation));
        await unconfirmed.AskAsync();
        await fresh.AskAsync();
        var (unreachable, failing) = (await Subscriber.WhoIsToldAsync(installation), await Subscriber.WhoIsToldAsync(installation));
        await AgeAsync(unreachable, "channel = 'web-push', failing_since = now() - interval '28 days 1 second', last_failure = 'answered 500'");
        await AgeAsync(failing, "channel = 'web-push', failing_since = now() - interval '27 days', last_failure = 'answered 500'");
        var (over, ended, running) = (await Subscriber.WhoIsToldAsync(installation), await Subscriber.WhoIsToldAsync(installation), await Subscriber.WhoIsToldAsync(installation));
        foreach (var one in new[] { over, ended })
        {
            await one.SayAsync("handed-over", "2026-11-03T08:00:00Z");
            await Eventually.TrueAsync(() => one.News.Count == 1);
            await one.QuietAsync();
        }

        await AgeAsync(unconfirmed, "created_at = now() - interval '24 hours 1 second'");
        await AgeAsync(over, "ended_at = ended_at - interval '14 days'");
        await AgeAsync(ended, "ended_at = ended_at - interval '13 days'");
        await AgeAsync(running, "created_at = now() - interval '1 year'");
        await CleanUp(DateTimeOffset.UtcNow).ForgetAsync(Cancellation);

        (await unconfirmed.RowsAsync(), await over.RowsAsync(), await unreachable.RowsAsync()).ShouldBe((0, 0, 0));
        (await fresh.RowsAsync(), await ended.RowsAsync(), await running.RowsAsync(), await failing.RowsAsync()).ShouldBe((1, 1, 1, 1));
    }

    [Fact]
    public async Task Who_does_not_come_is_reminded_once_and_not_at_night()
    {
        var subscriber = await Subscriber.WhoIsToldAsync(installation);
        var until = DateTimeOffset.UtcNow.DayInBerlin().AddDays(3);
        await subscriber.SayAsync("ready-for-pickup", "2026-11-02T08:00:00Z", new { location = "mitte-osloer", heldUntil = until });
        await Eventually.TrueAsync(() => subscriber.News.Count == 1);
        await subscriber.QuietAsync();
        // As if it had been told three weeks ago.
        await AgeAsync(subscriber, $"told = told - 'reminded', look_on = '{until.AddDays(-7):yyyy-MM-dd}'");
        var midnight = new DateTimeOffset(DateTime.UtcNow.Date, TimeSpan.Zero);

        await CleanUp(midnight.AddHours(2)).LookAsync(Cancellation);
        await subscriber.QuietAsync();
        subscriber.News.Count.ShouldBe(1);

        var noon = CleanUp(midnight.AddHours(12));
        await Task.WhenAll(noon.LookAsync(Cancellation), noon.LookAsync(Cancellation));
        await Eventually.TrueAsync(() => subscriber.News.Count == 2);
        await subscriber.QuietAsync();
        await noon.LookAsync(Cancellation);
        await subscriber.QuietAsync();

        subscriber.News.Count.ShouldBe(2);
        subscriber.News[1].Message.TextBody!.ShouldContain("Your document is kept for you until");
        subscriber.News[1].Message.MessageId.ShouldNotBe(subscriber.News[0].Message.MessageId);
    }

    private CleanUp CleanUp(DateTimeOffset now) => new(
        installation.Services.GetRequiredService<NpgsqlDataSource>(),
        new Lazy<Outbox>(installation.Services.GetRequiredService<Outbox>),
        installation.Services.GetRequiredService<IOptions<MailSettings>>(),
        new ClockAt(now),
        NullLogger<CleanUp>.Instance);

    private async Task AgeAsync(Subscriber subscriber, string set)
    {
        await using var database = NpgsqlDataSource.Create(installation.ConnectionString);
        await using var command = database.CreateCommand($"update ausweisstatus.subscriptions set {set} where document = $1");
        command.Parameters.AddWithValue(DocumentId.Of(AuthorityId.Parse("berlin-mitte"), OrderNumber.Parse(subscriber.Order)));
        (await command.ExecuteNonQueryAsync(Cancellation)).ShouldBe(1);
    }

    private sealed class ClockAt(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
