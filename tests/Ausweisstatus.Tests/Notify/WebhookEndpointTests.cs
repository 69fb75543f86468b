using System.Net;
using System.Net.Http.Json;
using Ausweisstatus.Access;
using Ausweisstatus.Notify.Outgoing;
using Ausweisstatus.Notify.Webhooks;
using Ausweisstatus.Tests.Intake;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Npgsql;
using Shouldly;
using Xunit;
using static Ausweisstatus.Tests.Intake.Events;

namespace Ausweisstatus.Tests.Notify;

/// <summary>Who may register what.</summary>
[Collection(SharedWebhookInstallation.Name)]
public sealed class WebhookEndpointTests(WebhookInstallation installation)
{
    private const string Path = "/api/v1/webhooks";

    private readonly HttpClient office = installation.As("office-berlin-mitte");

    [Fact]
    public async Task Its_owner_sees_a_webhook_without_its_secret_and_nobody_else_does()
    {
        using var stranger = installation.As("office-berlin-pankow");
        var added = await AddAsync(office, "https://portal.example/hook");
        added.StatusCode.ShouldBe(HttpStatusCode.Created);
        var json = await added.JsonAsync();
        ((string)json["secret"]!).ShouldStartWith("whsec_");

        var own = await office.GetStringAsync(added.Headers.Location);
        own.ShouldContain("https://portal.example/hook");
        own.ShouldNotContain("whsec_");
        (await office.GetStringAsync(Path)).ShouldContain((string)json["id"]!);

        (await stranger.GetStringAsync(Path)).ShouldNotContain((string)json["id"]!);
        (await stranger.GetAsync(added.Headers.Location)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await stranger.DeleteAsync(added.Headers.Location)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await stranger.PostAsync($"{added.Headers.Location}/secret", null)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await stranger.PostAsync($"{added.Headers.Location}/test", null)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await office.DeleteAsync(added.Headers.Location)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task After_its_deletion_nobody_listens_for_it()
    {
        var receiver = await WebhookReceiver.StartAsync(office);
        (await ListenersAsync(receiver.Id)).ShouldBe(1);
        (await office.DeleteAsync($"{Path}/{receiver.Id}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await ListenersAsync(receiver.Id)).ShouldBe(0);

        await using var other = await WebhookReceiver.StartAsync(office);
        var order = NewOrder();
        await installation.As("print-shop").PostEventAsync(Event("lost", order));
        await Eventually.TrueAsync(() => other.About(order).Count == 1);

        receiver.Deliveries.ShouldBeEmpty();
        await receiver.DisposeAsync();
    }

    [Fact]
    public async Task A_test_is_posted_at_once_and_its_outcome_is_the_answer()
    {
        await using var receiver = await WebhookReceiver.StartAsync(office, (context, n) =>
        {
            context.Response.StatusCode = n == 1 ? 200 : 500;
            return Task.CompletedTask;
        });

        var good = await (await office.PostAsync($"{Path}/{receiver.Id}/test", null)).JsonAsync();
        var bad = await (await office.PostAsync($"{Path}/{receiver.Id}/test", null)).JsonAsync();

        ((bool)good["delivered"]!, (int)good["status"]!).ShouldBe((true, 200));
        ((bool)bad["delivered"]!, (string?)bad["failure"]).ShouldBe((false, "answered 500"));
        receiver.Deliveries[0].IsSignedWith(receiver.Secret).ShouldBeTrue();
        ((string?)receiver.Deliveries[0].Json["type"]).ShouldBe("de.ausweisstatus.webhook-test.v1");
    }

    [Fact]
    public async Task Another_authority_and_other_roles_are_refused()
    {
        var foreign = await AddAsync(office, "https://portal.example/", "berlin-pankow");
        foreign.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await foreign.SlugAsync()).ShouldBe("foreign-authority");

        (await AddAsync(installation.As("print-shop"), "https://portal.example/")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await office.GetAsync("/api/v1/operations/deliveries")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await office.PostAsync($"/api/v1/operations/deliveries/{Guid.NewGuid()}/retry", null)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_client_may_have_a_hundred_also_where_many_are_registered_at_once()
    {
        using var client = await installation.AsNewAsync("many-webhooks", Role.Authority, "berlin-mitte");
        await using var database = NpgsqlDataSource.Create(installation.ConnectionString);
        await using var insert = database.CreateCommand("""
            insert into ausweisstatus.webhooks (id, client, tenant_id, url, secret, position, disabled)
            select gen_random_uuid(), 'many-webhooks', 'berlin-mitte', 'https://portal.example/', '', 0, 'for a test' from generate_series(1, 95)
            """);
        await insert.ExecuteNonQueryAsync();
        // Until the host knows the client.
        await Eventually.TrueAsync(async () => (await client.GetAsync(Path)).StatusCode == HttpStatusCode.OK);

        var answers = await Task.WhenAll(Enumerable.Range(0, 25).Select(_ => AddAsync(client, "https://portal.example/")));

        string.Join(' ', answers.Select(answer => (int)answer.StatusCode).Order()).ShouldBe(string.Join(' ', [.. Enumerable.Repeat(201, 5), .. Enumerable.Repeat(409, 20)]));
        (await answers.First(answer => answer.StatusCode == HttpStatusCode.Conflict).SlugAsync()).ShouldBe("too-many-webhooks");
    }

    [Theory]
    [InlineData("http://portal.example/", true)]
    [InlineData("http://127.0.0.1/", false)]
    [InlineData("https://127.0.0.1/", false)]
    [InlineData("https://[::1]/", false)]
    [InlineData("https://10.1.2.3/", true)]
    [InlineData("https://0x0a010203/", true)]
    [InlineData("https://[::ffff:10.1.2.3]/", true)]
    [InlineData("https://169.254.169.254/latest", true)]
    [InlineData("https://user:word@portal.example/", true)]
    [InlineData("https://portal.example/#part", true)]
    [InlineData("ftp://portal.example/", true)]
    [InlineData("/hook", true)]
    public void Such_an_address_cannot_be_registered(string url, bool isDevelopment) => OutgoingAddress.Check(url, isDevelopment).ShouldNotBeNull();

    [Fact]
    public void An_address_is_at_most_2000_characters()
    {
        const string Start = "https://portal.example/";
        OutgoingAddress.Check(Start + new string('a', 2000 - Start.Length), isDevelopment: false).ShouldBeNull();
        OutgoingAddress.Check(Start + new string('a', 2001 - Start.Length), isDevelopment: false).ShouldNotBeNull();
    }

    [Theory]
    [InlineData("0.0.0.0", "10.0.0.1", "100.64.0.1", "100.127.255.255", "127.0.0.1", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.168.1.1")]
    [InlineData("224.0.0.1", "255.255.255.255", "198.18.0.1", "::", "::1", "::ffff:10.0.0.1", "::ffff:127.0.0.1", "fe80::1", "fc00::1")]
    [InlineData("fd12::1", "ff02::1", "64:ff9b::a00:1", "2002:a00:1::1", "2001::1", "2001:db8::1", "::10.0.0.1", "fec0::1", "5f00::1")]
    public void An_address_that_is_not_public_is_not_connected_to(params string[] addresses) =>
        addresses.Where(address => OutgoingAddress.IsAllowed(IPAddress.Parse(address), isDevelopment: false)).ShouldBeEmpty();

    [Theory]
    [InlineData("8.8.8.8", "172.32.0.1", "100.128.0.1", "192.167.255.255", "2606:4700::1111", "2a01:4f8::1", "::ffff:8.8.8.8")]
    public void A_public_address_is_connected_to(params string[] addresses) =>
        addresses.Where(address => !OutgoingAddress.IsAllowed(IPAddress.Parse(address), isDevelopment: false)).ShouldBeEmpty();

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("[::ffff:127.0.0.1]")]
    public async Task In_Production_nothing_is_sent_to_where_a_name_leads_if_that_is_not_public(string host)
    {
        await using var receiver = await WebhookReceiver.StartAsync(office: null);
        var production = WebApplication.CreateEmptyBuilder(new() { EnvironmentName = Environments.Production }).Environment;
        using var http = new OutgoingHttp(production, TimeProvider.System);
        var sender = new WebhookSender(http, Options.Create(new WebhookSettings()), TimeProvider.System);

        var result = await sender.SendAsync(new Uri($"http://{host}:{receiver.Address.Port}/"), [WebhookSecrets.New()], "id", "application/json", [], CancellationToken.None);

        result.Failure.ShouldBe("address not allowed");
        receiver.Deliveries.ShouldBeEmpty();
    }

    private static Task<HttpResponseMessage> AddAsync(HttpClient client, string url, string authority = "berlin-mitte") =>
        client.PostAsJsonAsync(Path, new { url, authority });

    private async Task<long> ListenersAsync(Guid webhook)
    {
        await using var database = NpgsqlDataSource.Create(installation.ConnectionString);
        await using var command = database.CreateCommand("select count(*) from ausweisstatus.listeners where listener = $1");
        command.Parameters.AddWithValue(webhook.ToString());
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
