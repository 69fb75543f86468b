using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using Ausweisstatus.Tests.Intake;
using Ausweisstatus.Tests.Notify.Mail;
using Ausweisstatus.Tests.Status;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Npgsql;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.Notify.Push;

/// <summary>From a browser that wants to be told to what it shows, and to the end of it.</summary>
[Collection(SharedMailInstallation.Name)]
public sealed class PushTests(MailInstallation installation) : IAsyncLifetime
{
    private PushService service = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => service = await PushService.StartAsync();

    public ValueTask DisposeAsync() => service.DisposeAsync();

    [Fact]
    public async Task A_device_is_told_once_that_there_is_news_and_nothing_that_an_onlooker_should_not_read()
    {
        var (device, subscriber) = await Devices.ToldAsync(installation, service, "de");
        device.Pushes.ShouldHaveSingleItem().Title.ShouldBe("Hier benachrichtigen wir Sie");

        await subscriber.ReadyAsync();
        await Eventually.TrueAsync(() => device.News.Count == 1);
        await subscriber.QuietAsync();

        var push = device.News.ShouldHaveSingleItem();
        push.Title.ShouldBe("Personalausweis: Es gibt etwas Neues");
        ((string?)push.Content["url"], (string?)push.Content["lang"]).ShouldBe(("/?lang=de", "de"));
        ((string?)push.Content["tag"]).ShouldBe(push.Topic);
        push.Topic.ShouldMatch("^[0-9a-f]{32}$");
        push.Headers["TTL"].ToString().ShouldBe("2419200");
        push.Headers["Content-Encoding"].ToString().ShouldBe("aes128gcm");
        var text = push.Content.ToJsonString();
        foreach (var secret in new[] { subscriber.Reference, subscriber.Order, "1990", "abholbereit", "Rathaus" })
        {
            text.ShouldNotContain(secret);
        }
    }

    [Fact]
    public async Task What_is_sent_has_the_same_length_whatever_it_says()
    {
        var (german, first) = await Devices.ToldAsync(installation, service, "de");
        var (english, second) = await Devices.ToldAsync(installation, service, "en");
        await first.ReadyAsync();
        await second.SayAsync("lost", "2026-11-02T08:00:00Z");
        await Eventually.TrueAsync(() => german.News.Count == 1 && english.News.Count == 1);

        german.Pushes.Concat(english.Pushes).Select(push => push.Body.Length).Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task A_push_is_signed_with_the_key_that_the_browser_was_given()
    {
        var (device, subscriber) = await Devices.ToldAsync(installation, service);
        var given = (string)(await (await subscriber.Citizen.GetAsync("/api/v1/push-key", Cancellation)).JsonAsync())["applicationServerKey"]!;
        var header = device.Pushes[0].Headers["Authorization"].ToString();

        header.ShouldStartWith("vapid t=");
        var (token, key) = (header["vapid t=".Length..header.IndexOf(',', StringComparison.Ordinal)], header[(header.IndexOf("k=", StringComparison.Ordinal) + 2)..]);
        key.ShouldBe(given);
        var point = Base64Url.DecodeFromChars(key);
        using var verifying = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = point[1..33], Y = point[33..] } });
        var verified = await new JsonWebTokenHandler().ValidateTokenAsync(token, new TokenValidationParameters
        {
            IssuerSigningKey = new ECDsaSecurityKey(verifying),
            ValidateIssuer = false,
            // The library leaves the port out. Outside Development there is none: only https at its usual port is called.
            ValidAudience = "http://127.0.0.1",
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
        });
        verified.IsValid.ShouldBeTrue(verified.Exception?.Message);
        verified.SecurityToken.ValidTo.ShouldBeInRange(DateTime.UtcNow, DateTime.UtcNow.AddHours(24));
    }

    [Fact]
    public async Task The_answer_tells_nothing_of_whether_there_is_such_a_document_and_nothing_is_sent_where_there_is_none()
    {
        var subscriber = await Subscriber.WithDocumentAsync(installation);
        using var known = new Device(service);
        using var wrong = new Device(service);
        using var unknown = new Device(service);
        HttpResponseMessage[] answers =
        [
            await known.AskAsync(subscriber),
            await wrong.AskAsync(subscriber, dateOfBirth: "1990-05-18"),
            await unknown.AskAsync(subscriber, reference: Citizens.UnknownReference()),
        ];

        foreach (var answer in answers)
        {
            answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
            (await answer.Content.ReadAsByteArrayAsync(Cancellation)).ShouldBeEmpty();
            answer.Headers.Select(header => header.Key).ShouldBe(answers[0].Headers.Select(header => header.Key));
        }

        await Eventually.TrueAsync(() => known.Pushes.Count == 1);
        await Eventually.TrueAsync(async () => await ScalarAsync("select count(*) from ausweisstatus.subscriptions where tenant_id = ''") == 0);
        (wrong.Pushes.Count, unknown.Pushes.Count).ShouldBe((0, 0));
    }

    [Fact]
    public async Task What_happened_since_the_page_was_read_is_told_at_once_and_what_is_being_committed_is_waited_for()
    {
        var subscriber = await Subscriber.WithDocumentAsync(installation);
        using var device = new Device(service);
        await using var database = NpgsqlDataSource.Create(installation.ConnectionString);
        await using var connection = await database.OpenConnectionAsync(Cancellation);
        await using var transaction = await connection.BeginTransactionAsync(Cancellation);
        // As a commit of facts holds it, which cannot know of this subscription.
        await using (var hold = new NpgsqlCommand("lock table ausweisstatus.mt_events in row exclusive mode", connection, transaction))
        {
            await hold.ExecuteNonQueryAsync(Cancellation);
        }

        await device.AskAsync(subscriber);
        await Eventually.TrueAsync(async () => await ScalarAsync("select count(*) from ausweisstatus.subscriptions where confirmed_at is not null and lease is not null") == 1);
        await subscriber.ReadyAsync();
        device.News.ShouldBeEmpty();
        await transaction.CommitAsync(Cancellation);

        await Eventually.TrueAsync(() => device.News.Count == 1);
        await subscriber.QuietAsync();
        device.News.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Who_knows_the_endpoint_ends_it_and_nothing_arrives_any_more()
    {
        var (device, subscriber) = await Devices.ToldAsync(installation, service);

        (await device.EndAsync(subscriber.Citizen, device.Endpoint.AbsoluteUri + "x")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await subscriber.RowsAsync()).ShouldBe(1);
        (await device.EndAsync(subscriber.Citizen)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await device.EndAsync(subscriber.Citizen)).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        (await subscriber.RowsAsync()).ShouldBe(0);
        await subscriber.ReadyAsync();
        device.News.ShouldBeEmpty();
    }

    [Fact]
    public async Task Neither_the_endpoint_nor_its_keys_stand_in_the_database()
    {
        var (device, _) = await Devices.ToldAsync(installation, service);
        await using var database = NpgsqlDataSource.Create(installation.ConnectionString);
        await using var read = database.CreateCommand("""
            select string_agg(subscription::text, '') || (select coalesce(string_agg(encode(body, 'escape'), ''), '') from wolverine.wolverine_incoming_envelopes)
            from ausweisstatus.subscriptions as subscription
            """);
        var everything = (string)(await read.ExecuteScalarAsync(Cancellation))!;

        foreach (var secret in new[] { device.Endpoint.Segments[^1], (string)device.Subscription["keys"]!["p256dh"]! })
        {
            everything.ShouldNotContain(secret);
            everything.ShouldNotContain(Convert.ToHexStringLower(System.Text.Encoding.UTF8.GetBytes(secret)));
        }
    }

    private async Task<long> ScalarAsync(string sql)
    {
        await using var database = NpgsqlDataSource.Create(installation.ConnectionString);
        await using var command = database.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync(Cancellation))!;
    }
}
