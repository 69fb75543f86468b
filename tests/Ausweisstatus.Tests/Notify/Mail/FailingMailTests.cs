using System.Text.Json.Nodes;
using Ausweisstatus.Domain;
using Ausweisstatus.EventLog;
using Ausweisstatus.Notify.Subscriptions;
using Ausweisstatus.Tests.Intake;
using Npgsql;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.Notify.Mail;

/// <summary>Mail servers that fail in the ways that mail servers have.</summary>
[Collection(SharedMailInstallation.Name)]
public sealed class FailingMailTests(MailInstallation installation)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(421)]
    [InlineData(450)]
    [InlineData(452)]
    public async Task A_server_that_is_busy_gets_the_mail_later_and_once(int code)
    {
        var subscriber = await Subscriber.WhoIsToldAsync(installation);
        var tries = 0;
        installation.Rule(subscriber.Address, _ => Task.FromResult<int?>(Interlocked.Increment(ref tries) <= 2 ? code : null));

        await subscriber.ReadyAsync();
        await Eventually.TrueAsync(() => subscriber.News.Count == 1);
        await subscriber.QuietAsync();

        (tries, subscriber.News.Count).ShouldBe((3, 1));
    }

    [Fact]
    public async Task A_server_that_is_away_gets_the_mail_when_it_is_back_and_operators_see_since_when()
    {
        var subscriber = await Subscriber.WhoIsToldAsync(installation);
        installation.Rule(subscriber.Address, _ => Task.FromResult<int?>(421));
        await subscriber.ReadyAsync();
        using var @operator = installation.As("operator");

        await Eventually.TrueAsync(async () => (long)(await MailAsync(@operator))["failing"]! > 0);
        var state = await MailAsync(@operator);
        state["failures"]!.AsArray().Select(failure => (string?)failure!["failure"]).ShouldContain("answered 421");
        ((DateTimeOffset)state["failingSince"]!).ShouldBeInRange(DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow.AddMinutes(1));

        // It was handed over before the server came back: nobody has to hear any more that they can collect it.
        await subscriber.SayAsync("handed-over", "2026-11-03T08:00:00Z");
        installation.Rule(subscriber.Address, null);
        await Eventually.TrueAsync(() => subscriber.News.Count == 1);
        await subscriber.QuietAsync();

        subscriber.News.ShouldHaveSingleItem().Message.TextBody!.ShouldContain("has been handed over");
    }

    [Fact]
    public async Task A_server_that_hangs_is_left_and_holds_up_no_other_mail()
    {
        var (hanging, other) = (await Subscriber.WhoIsToldAsync(installation), await Subscriber.WhoIsToldAsync(installation));
        var first = true;
        installation.Rule(hanging.Address, async cancellation =>
        {
            if (first)
            {
                first = false;
                await Task.Delay(Timeout.Infinite, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            return null;
        });

        await hanging.ReadyAsync();
        await other.ReadyAsync();

        await Eventually.TrueAsync(() => other.News.Count == 1 && hanging.News.Count == 1);
    }

    [Theory]
    [InlineData(550)]
    [InlineData(553)]
    public async Task An_address_that_does_not_exist_is_forgotten(int code)
    {
        var subscriber = await Subscriber.WhoIsToldAsync(installation);
        installation.Rule(subscriber.Address, _ => Task.FromResult<int?>(code));

        await subscriber.ReadyAsync();

        await Eventually.TrueAsync(async () => await subscriber.RowsAsync() == 0);
        subscriber.News.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_mail_that_comes_back_later_ends_its_subscription_too()
    {
        var subscriber = await Subscriber.WhoIsToldAsync(installation);
        using var @operator = installation.As("operator");
        var sender = subscriber.Mails[0].Sender;

        (await @operator.PostTextAsync($$"""{ "address": "<{{sender}}>" }""", "application/json", "/api/v1/operations/bounces")).EnsureSuccessStatusCode();

        (await subscriber.RowsAsync()).ShouldBe(0);
        await subscriber.ReadyAsync();
        subscriber.News.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_commit_that_is_rolled_back_tells_nothing()
    {
        var subscriber = await Subscriber.WhoIsToldAsync(installation);
        var handler = installation.Services.GetServices<IStatusChangedHandler>().OfType<NotifySubscribers>().Single();
        var document = new DocumentKey(AuthorityId.Parse("berlin-mitte"), OrderNumber.Parse(subscriber.Order));
        var change = new StatusChanged(document, 2, Ausweisstatus.Domain.Status.Unknown, Ausweisstatus.Domain.Status.Unknown with { Stage = Stage.Lost });
        await using (var connection = new NpgsqlConnection(installation.ConnectionString))
        {
            await connection.OpenAsync(Cancellation);
            await using var transaction = await connection.BeginTransactionAsync(Cancellation);
            (await handler.HandleAsync([change], transaction)).ShouldNotBeNull();
            await transaction.RollbackAsync(Cancellation);
        }

        await subscriber.QuietAsync();
        await subscriber.ReadyAsync();
        await Eventually.TrueAsync(() => subscriber.News.Count == 1);

        subscriber.News[0].Message.TextBody!.ShouldContain("is ready for collection");
    }

    private static async Task<JsonNode> MailAsync(HttpClient @operator) => await (await @operator.GetAsync("/api/v1/operations/mail", Cancellation)).JsonAsync();
}
