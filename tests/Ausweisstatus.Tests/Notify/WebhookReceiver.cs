using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Ausweisstatus.Tests.Intake;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.Tokens;
using StandardWebhooks;
using StandardWebhooks.Diagnostics;
using Xunit;

namespace Ausweisstatus.Tests.Notify;

/// <summary>What an endpoint was sent, and when.</summary>
internal sealed record Delivery(string Id, string Body, HeaderDictionary Headers, DateTimeOffset At)
{
    /// <summary>The body, or what a token holds.</summary>
    public JsonNode Json { get; } = JsonNode.Parse(Body.StartsWith('{') ? Body : Base64UrlEncoder.Decode(Body.Split('.')[1]))!;

    public string Order => (string?)Json["order"] ?? "";

    /// <summary>Whether one of the signatures is of this secret. The library is shown each by itself.</summary>
    public bool IsSignedWith(string secret) => Headers["webhook-signature"].ToString().Split(' ').Any(signature =>
    {
        try
        {
            new StandardWebhook(secret).Verify(Body, new HeaderDictionary(Headers.ToDictionary()) { ["webhook-signature"] = signature });
            return true;
        }
        catch (WebhookVerificationException)
        {
            return false;
        }
    });
}

/// <summary>An endpoint of an authority: a real server, registered as a webhook for as long as it lives.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly ConcurrentQueue<Delivery> deliveries = [];
    private readonly WebApplication server;
    private readonly HttpClient office;

    private WebhookReceiver(WebApplication server, HttpClient office) => (this.server, this.office) = (server, office);

    public Guid Id { get; private set; }

    public string Secret { get; private set; } = "";

    public Uri Address { get; private set; } = null!;

    public IReadOnlyList<Delivery> Deliveries => [.. deliveries];

    public IReadOnlyList<Delivery> About(string order) => [.. deliveries.Where(delivery => delivery.Order == order)];

    /// <param name="office">Who registers it; nobody where there is none.</param>
    /// <param name="answer">What the endpoint does with the nth request, counted from 1; else it answers 204.</param>
    /// <param name="format">What it wants to be posted.</param>
    public static async Task<WebhookReceiver> StartAsync(HttpClient? office, Func<HttpContext, int, Task>? answer = null, string format = "json")
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrel().UseUrls("http://127.0.0.1:0");
        var receiver = new WebhookReceiver(builder.Build(), office!);
        var requests = 0;
        receiver.server.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            var body = await reader.ReadToEndAsync();
            var headers = new HeaderDictionary(context.Request.Headers.ToDictionary(StringComparer.OrdinalIgnoreCase));
            receiver.deliveries.Enqueue(new(headers["webhook-id"].ToString(), body, headers, DateTimeOffset.UtcNow));
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            await (answer?.Invoke(context, Interlocked.Increment(ref requests)) ?? Task.CompletedTask);
        });
        await receiver.server.StartAsync();
        receiver.Address = new Uri(receiver.server.Urls.Single());
        if (office is not null)
        {
            var added = await office.PostAsJsonAsync("/api/v1/webhooks", new { url = new Uri(receiver.Address, "/hook?a=b"), authority = "berlin-mitte", format });
            added.EnsureSuccessStatusCode();
            var json = await added.JsonAsync();
            (receiver.Id, receiver.Secret) = ((Guid)json["id"]!, (string)json["secret"]!);
        }

        return receiver;
    }

    /// <summary>What its owner is told about it.</summary>
    public async Task<JsonNode> StateAsync() => await (await office.GetAsync($"/api/v1/webhooks/{Id}")).JsonAsync();

    public async ValueTask DisposeAsync()
    {
        if (office is not null)
        {
            await office.DeleteAsync($"/api/v1/webhooks/{Id}");
        }

        await server.StopAsync(new CancellationToken(canceled: true));
        await server.DisposeAsync();
    }
}

/// <summary>Impatient, so that tests need not wait as long as people would.</summary>
public sealed class WebhookInstallation(PostgresFixture postgres) : Installation(postgres)
{
    protected override IEnumerable<string> Settings =>
    [
        .. base.Settings, "--Webhooks:Timeout=00:00:01.5", "--Webhooks:Pauses:0=00:00:00.1", "--Webhooks:Pauses:1=00:00:00.1", "--Webhooks:Pauses:2=00:00:00.1",
    ];
}

/// <summary>Test classes that share it; each has receivers of its own.</summary>
[CollectionDefinition(Name)]
public sealed class SharedWebhookInstallation : ICollectionFixture<WebhookInstallation>
{
    public const string Name = "webhooks";
}
