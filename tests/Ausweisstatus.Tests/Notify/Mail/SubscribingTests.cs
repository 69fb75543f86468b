using System.Net;
using Ausweisstatus.Tests.Intake;
using Ausweisstatus.Tests.Status;
using Npgsql;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.Notify.Mail;

/// <summary>From the wish to be told to the confirmed subscription, and to its end.</summary>
[Collection(SharedMailInstallation.Name)]
public sealed class SubscribingTests(MailInstallation installation)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_is_told_before_it_was_confirmed_and_opening_the_link_confirms_nothing()
    {
        var subscriber = await Subscriber.WithDocumentAsync(installation);
        (await subscriber.AskAsync()).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await Eventually.TrueAsync(() => subscriber.Mails.Count == 1);
        var link = Subscriber.LinkIn(subscriber.Mails[0]);

        (await subscriber.Citizen.GetStringAsync(link, Cancellation)).ShouldContain("Yes, notify me");
        await subscriber.ReadyAsync();
        await subscriber.QuietAsync();
        subscriber.News.ShouldBeEmpty();

        (await (await subscriber.PostAsync(link, "do=confirm")).Content.ReadAsStringAsync(Cancellation)).ShouldContain("We will notify you.");
        // It became ready after they asked: that is news to them.
        await Eventually.TrueAsync(() => subscriber.News.Count == 1);
        (await subscriber.Citizen.GetStringAsync(link, Cancellation)).ShouldContain("You are being notified");
    }

    [Fact]
    public async Task The_answer_tells_nothing_of_whether_there_is_such_a_document()
    {
        var subscriber = await Subscriber.WithDocumentAsync(installation);
        var right = await subscriber.AskAsync();
        var wrong = await subscriber.AskAsync(dateOfBirth: "1990-05-18");
        var unknown = await subscriber.AskAsync(reference: Citizens.UnknownReference());

        foreach (var answer in new[] { right, wrong, unknown })
        {
            answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
            (await answer.Content.ReadAsByteArrayAsync(Cancellation)).ShouldBeEmpty();
            answer.Headers.Select(header => header.Key).ShouldBe(right.Headers.Select(header => header.Key));
        }

        await Eventually.TrueAsync(() => subscriber.Mails.Count == 1);
        // What was written for the other two is about nobody, and forgotten.
        await Eventually.TrueAsync(async () => await ScalarAsync("select count(*) from ausweisstatus.subscriptions where tenant_id = ''") == 0);
        subscriber.Mails.Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_same_address_in_other_letters_is_the_same_subscription()
    {
        var subscriber = await Subscriber.WhoIsToldAsync(installation);

        await subscriber.AskAsync(address: subscriber.Address.ToUpperInvariant());
        await subscriber.ReadyAsync();
        await Eventually.TrueAsync(() => subscriber.News.Count == 1);

        (await subscriber.RowsAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Neither_address_nor_anything_else_personal_stands_in_the_database()
    {
        var subscriber = await Subscriber.WhoIsToldAsync(installation);
        await using var database = NpgsqlDataSource.Create(installation.ConnectionString);
        await using var read = database.CreateCommand("""
            select string_agg(subscription::text, '') || (select coalesce(string_agg(encode(body, 'escape'), ''), '') from wolverine.wolverine_incoming_envelopes)
            from ausweisstatus.subscriptions as subscription
            """);
        var everything = (string)(await read.ExecuteScalarAsync(Cancellation))!;

        var hex = Convert.ToHexStringLower(System.Text.Encoding.UTF8.GetBytes(subscriber.Address));
        everything.ShouldNotContain(subscriber.Address);
        everything.ShouldNotContain(hex);
        everything.ShouldNotContain(subscriber.Reference);
        everything.ShouldNotContain(Citizens.Born);
    }

    [Theory]
    [InlineData("List-Unsubscribe=One-Click")]
    [InlineData("do=end")]
    public async Task Who_does_not_want_to_be_told_any_more_is_forgotten_at_once(string form)
    {
        var subscriber = await Subscriber.WhoIsToldAsync(installation);
        var link = Subscriber.LinkIn(subscriber.Mails[0]);

        (await subscriber.PostAsync(link, form)).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await subscriber.RowsAsync()).ShouldBe(0);
        (await subscriber.Citizen.GetStringAsync(link, Cancellation)).ShouldContain("You will get no more e-mails.");
        await subscriber.ReadyAsync();
        (await subscriber.PostAsync(link, "do=confirm")).StatusCode.ShouldBe(HttpStatusCode.OK);
        subscriber.News.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_program_ends_it_with_DELETE()
    {
        var subscriber = await Subscriber.WhoIsToldAsync(installation);
        var token = Subscriber.LinkIn(subscriber.Mails[0]).Split('/', '?')[2];

        (await subscriber.Citizen.DeleteAsync($"/api/v1/subscriptions/{token}", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await subscriber.Citizen.DeleteAsync($"/api/v1/subscriptions/{token}", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        (await subscriber.RowsAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Who_knows_a_code_cannot_fill_a_mailbox_however_many_ask_at_once()
    {
        var subscriber = await Subscriber.WithDocumentAsync(installation);

        await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => subscriber.AskAsync()));
        await Eventually.TrueAsync(() => subscriber.Mails.Count > 0);
        await subscriber.QuietAsync();

        subscriber.Mails.Count.ShouldBeInRange(1, 5);
        (await ScalarAsync("select max(asked) from ausweisstatus.subscriptions where channel = 'email'")).ShouldBe(5);
    }

    [Fact]
    public async Task A_document_has_at_most_five_subscriptions_however_many_ask_at_once()
    {
        var subscriber = await Subscriber.WithDocumentAsync(installation);

        await Task.WhenAll(Enumerable.Range(0, 40).Select(n => subscriber.AskAsync(address: $"n{n}-{subscriber.Address}")));

        (await subscriber.RowsAsync()).ShouldBe(5);
    }

    [Theory]
    [InlineData("address", "nobody")]
    [InlineData("address", "a@b@example.org")]
    [InlineData("address", "\"quoted name\"@example.org")]
    [InlineData("address", "name@example.org\r\nBcc: other@example.org")]
    [InlineData("address", "name@example.org, other@example.org")]
    [InlineData("address", "Name <name@example.org>")]
    [InlineData("address", "name@[127.0.0.1]")]
    [InlineData("address", "name@localhost")]
    [InlineData("address", "-@.org")]
    public async Task What_is_no_address_of_a_person_is_refused(string field, string address)
    {
        var subscriber = await Subscriber.WithDocumentAsync(installation);

        var refusal = await subscriber.AskAsync(address: address);

        refusal.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await refusal.JsonAsync())["errors"]![field].ShouldNotBeNull();
    }

    [Theory]
    [InlineData("AAAA")]
    [InlineData("AAGkAdJxbbRMTI2V9qJ8SIbmAAAAAAAAAAAAAAAAAAAA")]
    public async Task A_link_that_was_made_up_leads_nowhere(string token)
    {
        using var http = installation.Anonymous();

        (await http.GetAsync($"/subscription/{token}", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await http.PostFormAsync($"/subscription/{token}", "do=end")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await http.DeleteAsync($"/api/v1/subscriptions/{token}", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private async Task<long> ScalarAsync(string sql)
    {
        await using var database = NpgsqlDataSource.Create(installation.ConnectionString);
        await using var command = database.CreateCommand(sql);
        return Convert.ToInt64(await command.ExecuteScalarAsync(Cancellation), System.Globalization.CultureInfo.InvariantCulture);
    }
}
