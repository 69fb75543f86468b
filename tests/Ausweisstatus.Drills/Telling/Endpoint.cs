using System.Collections.Concurrent;
using System.Text.Json;
using Ausweisstatus.Notify;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Ausweisstatus.Drills.Telling;

/// <summary>An authority's endpoint: a server that remembers what it was told, and answers now and then that it cannot.</summary>
internal sealed class Endpoint : IAsyncDisposable
{
    private const int FailsEvery = 50;

    private readonly WebApplication server;
    private readonly ConcurrentDictionary<string, ConcurrentQueue<Change>> told = [];
    private int requests;
    private int count;

    private Endpoint(WebApplication server) => this.server = server;

    public Uri Address => new(new Uri(server.Urls.Single()), "/changes");

    /// <summary>How often it was told something, repetitions counted.</summary>
    public int Count => Volatile.Read(ref count);

    public static async Task<Endpoint> StartAsync(CancellationToken cancellation)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrel().UseUrls("http://127.0.0.1:0");
        var endpoint = new Endpoint(builder.Build());
        endpoint.server.Run(endpoint.TakeAsync);
        await endpoint.server.StartAsync(cancellation);
        return endpoint;
    }

    public bool WasToldAll(string order) => StagesOf(order).LastOrDefault() == ChangingDocuments.Stages[^1];

    /// <exception cref="DrillFailedException">Something was told wrongly, or under two ids.</exception>
    public string CheckAll(IReadOnlyCollection<string> orders)
    {
        foreach (var order in orders)
        {
            if (!StagesOf(order).SequenceEqual(ChangingDocuments.Stages))
            {
                throw new DrillFailedException($"A document was told to be: {string.Join(", ", StagesOf(order))}.");
            }
        }

        var changes = orders.Count * ChangingDocuments.Stages.Count;
        return $"{changes:N0} changes of {orders.Count:N0} documents were told, in order and under one id each, {Count - changes:N0} of them again.";
    }

    public async ValueTask DisposeAsync()
    {
        await server.StopAsync(new CancellationToken(canceled: true));
        await server.DisposeAsync();
    }

    /// <summary>As a receiver sees it who remembers ids.</summary>
    private IEnumerable<string?> StagesOf(string order) =>
        told.TryGetValue(order, out var changes) ? changes.DistinctBy(change => change.Id).Select(change => change.Stage) : [];

    private async Task TakeAsync(HttpContext context)
    {
        var change = await JsonSerializer.DeserializeAsync<Change>(context.Request.Body, JsonSerializerOptions.Web, context.RequestAborted);
        if (Interlocked.Increment(ref requests) % FailsEvery == 0)
        {
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            return;
        }

        told.GetOrAdd(change!.Order, _ => new()).Enqueue(change);
        Interlocked.Increment(ref count);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}
