using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Ausweisstatus.Simulator.Subscribing;

/// <summary>A change as a webhook was told it.</summary>
internal sealed record ToldChange(Guid Id, string Order, string? Before, string? Stage, bool Correction);

/// <summary>An authority's own program: a server that takes what webhooks post, verifies the signature, and remembers what it was told.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    private const string SecretPrefix = "whsec_";
    private static readonly JsonSerializerOptions Json = JsonSerializerOptions.Web;

    private readonly WebApplication server;
    private readonly ConcurrentDictionary<string, ConcurrentQueue<ToldChange>> told = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte[]> secrets = new(StringComparer.Ordinal);
    private int refused;
    private int count;

    private WebhookReceiver(WebApplication server) => this.server = server;

    /// <summary>Deliveries so far.</summary>
    public int Count => Volatile.Read(ref count);

    /// <summary>Deliveries whose signature was not that of the webhook.</summary>
    public int Refused => Volatile.Read(ref refused);

    public static async Task<WebhookReceiver> Start(CancellationToken cancellation)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrel().UseUrls("http://127.0.0.1:0");
        var receiver = new WebhookReceiver(builder.Build());
        receiver.server.Run(receiver.Take);
        await receiver.server.StartAsync(cancellation);
        return receiver;
    }

    /// <summary>Where an authority's changes are to be posted.</summary>
    public Uri AddressOf(string authority) => new(new Uri(server.Urls.Single()), $"/{authority}");

    public void Trust(string authority, string secret) => secrets[authority] = Convert.FromBase64String(secret[SecretPrefix.Length..]);

    /// <summary>What was told of an order, in the order of its arrival.</summary>
    public IReadOnlyList<ToldChange> About(string order) => told.TryGetValue(order, out var changes) ? [.. changes] : [];

    public async ValueTask DisposeAsync()
    {
        await server.StopAsync();
        await server.DisposeAsync();
    }

    private async Task Take(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        if (!IsSigned(context.Request, body))
        {
            Interlocked.Increment(ref refused);
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        var change = JsonSerializer.Deserialize<ToldChange>(body, Json)!;
        told.GetOrAdd(change.Order, _ => new()).Enqueue(change);
        Interlocked.Increment(ref count);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private bool IsSigned(HttpRequest request, string body)
    {
        if (!secrets.TryGetValue(request.Path.Value!.TrimStart('/'), out var secret))
        {
            return false;
        }

        var signed = $"{request.Headers["webhook-id"]}.{request.Headers["webhook-timestamp"]}.{body}";
        var signature = "v1," + Convert.ToBase64String(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(signed)));
        return request.Headers["webhook-signature"].ToString().Split(' ').Contains(signature);
    }
}
