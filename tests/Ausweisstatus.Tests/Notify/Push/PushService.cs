using System.Collections.Concurrent;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Ausweisstatus.Tests.Notify.Push;

/// <summary>What a push service was handed, and when.</summary>
internal sealed record HandedPush(byte[] Body, HeaderDictionary Headers, DateTimeOffset At);

/// <summary>A push service as makers of browsers run them: a real server. It cannot read what it is handed; <see cref="Device"/> can.</summary>
internal sealed class PushService : IAsyncDisposable
{
    private readonly ConcurrentQueue<(string Path, HandedPush Push)> handed = [];
    private readonly ConcurrentDictionary<string, Func<HttpContext, int, Task>> answers = new();
    private readonly WebApplication server;

    private PushService(WebApplication server) => this.server = server;

    public Uri Address { get; private set; } = null!;

    public static async Task<PushService> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrel().UseUrls("http://127.0.0.1:0");
        var service = new PushService(builder.Build());
        service.server.Run(service.TakeAsync);
        await service.server.StartAsync();
        service.Address = new Uri(service.server.Urls.Single());
        return service;
    }

    public IReadOnlyList<HandedPush> To(Uri endpoint) => [.. handed.Where(one => one.Path == endpoint.AbsolutePath).Select(one => one.Push)];

    /// <summary>What it does with the nth push to a device, counted from 1 from now on; else it answers 201.</summary>
    public void Answer(Uri endpoint, Func<HttpContext, int, Task> answer)
    {
        var pushes = 0;
        answers[endpoint.AbsolutePath] = (context, _) => answer(context, Interlocked.Increment(ref pushes));
    }

    public async ValueTask DisposeAsync()
    {
        await server.StopAsync(new CancellationToken(canceled: true));
        await server.DisposeAsync();
    }

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var headers = new HeaderDictionary(context.Request.Headers.ToDictionary(StringComparer.OrdinalIgnoreCase));
        handed.Enqueue((context.Request.Path, new(body.ToArray(), headers, DateTimeOffset.UtcNow)));
        context.Response.StatusCode = StatusCodes.Status201Created;
        if (answers.TryGetValue(context.Request.Path, out var answer))
        {
            await answer(context, 0);
        }
    }
}
