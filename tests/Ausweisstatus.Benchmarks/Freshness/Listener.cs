using System.Diagnostics;
using System.Net;
using System.Net.ServerSentEvents;
using Ausweisstatus.Benchmarks.Measuring;

namespace Ausweisstatus.Benchmarks.Freshness;

/// <summary>A citizen who watches a document, over a connection of their own.</summary>
internal sealed class Listener : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly HttpResponseMessage response;
    private readonly CancellationTokenSource gone = new();
    private readonly Task reading;
    private volatile Expected? expected;

    private Listener(HttpResponseMessage response, Stream stream)
    {
        this.response = response;
        reading = Task.Run(() => ReadAsync(stream));
    }

    /// <param name="http">With room for one more connection that stays open.</param>
    public static async Task<Listener> OpenAsync(HttpMessageInvoker http, Uri address, string token, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Add("Watch-Token", token);
        var response = await http.SendAsync(request, cancellation);
        return response.StatusCode == HttpStatusCode.OK
            ? new Listener(response, await response.Content.ReadAsStreamAsync(cancellation))
            : throw new BenchmarkFailedException($"Watching was answered with {(int)response.StatusCode}; nothing is measured.");
    }

    /// <summary>Call it before the news can come, and one at a time. Done with the moment at which they came (see <see cref="Stopwatch"/>).</summary>
    public Task<long> Expect(News news)
    {
        var next = new Expected(news, new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously));
        expected = next;
        return next.Came.Task.WaitAsync(Patience);
    }

    public async ValueTask DisposeAsync()
    {
        await gone.CancelAsync();
        response.Dispose();
        await reading.ContinueWith(_ => { }, TaskScheduler.Default);
        gone.Dispose();
    }

    private async Task ReadAsync(Stream stream)
    {
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(gone.Token))
        {
            var now = Stopwatch.GetTimestamp();
            if (item.EventType == "status" && expected is { } waited && waited.News.IsIn(item.Data))
            {
                waited.Came.TrySetResult(now);
            }
        }
    }

    private sealed record Expected(News News, TaskCompletionSource<long> Came);
}
