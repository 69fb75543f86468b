using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Ausweisstatus.Benchmarks.Feed;
using Ausweisstatus.Benchmarks.Lookup;
using Ausweisstatus.Benchmarks.Measuring;
using Ausweisstatus.Benchmarks.Stage;

namespace Ausweisstatus.Benchmarks.Freshness;

/// <summary>
/// One fact after another about documents that are all watched; after each answer to the sender a citizen asks at once, and the watcher is
/// waited for while the next facts are sent already.
/// </summary>
internal sealed class Listening : IAsyncDisposable
{
    // On average; by chance, so that facts do not fall in step with whoever looks for them.
    private const int PauseInMilliseconds = 15;

    private readonly Installation installation;
    private readonly Documents documents;
    private readonly Sender facts;
    private readonly Sender questions;
    private readonly HttpMessageInvoker http = new(new SocketsHttpHandler { MaxConnectionsPerServer = int.MaxValue, UseProxy = false, UseCookies = false });
    private readonly List<Listener> listeners = [];
    private int sent;

    private Listening(Installation installation, Documents documents)
    {
        (this.installation, this.documents) = (installation, documents);
        facts = new Sender(new Uri(installation.Address, "/api/v1/events"), CloudEventText.One, 1);
        questions = new Sender(new Uri(installation.Address, "/api/v1/status"), "application/json", 1);
    }

    /// <summary>Everybody asks, and watches what was found.</summary>
    public static async Task<Listening> StartAsync(Installation installation, Documents documents, CancellationToken cancellation)
    {
        var listening = new Listening(installation, documents);
        foreach (var question in documents.Questions)
        {
            var token = JsonElement.Parse(await listening.questions.PostAsync(question, HttpStatusCode.OK, cancellation)).GetProperty("watch").GetString()!;
            listening.listeners.Add(await Listener.OpenAsync(listening.http, new Uri(installation.Address, "/api/v1/status/watch"), token, cancellation));
        }

        return listening;
    }

    public async Task<Found> MeasureAsync(TimeSpan duration, CancellationToken cancellation)
    {
        facts.Token = installation.TokenOf("print-shop");
        List<Task<Told>> told = [];
        var stale = 0;
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < duration;)
        {
            await Task.Delay(Random.Shared.Next(2 * PauseInMilliseconds), cancellation);
            var document = sent % listeners.Count;
            // Everybody is told before the second round about them begins.
            if (told.Count >= listeners.Count)
            {
                await told[^listeners.Count];
            }

            var news = News.Of(document, sent++ / listeners.Count);
            var came = listeners[document].Expect(news);

            var sending = Stopwatch.GetTimestamp();
            await facts.PostAsync(news.Fact, HttpStatusCode.Created, cancellation);
            var answered = Stopwatch.GetTimestamp();
            told.Add(TimeAsync(came, sending, answered));
            if (!news.IsIn(await questions.PostAsync(documents.Questions[document], HttpStatusCode.OK, cancellation)))
            {
                stale++;
            }
        }

        return new Found(await Task.WhenAll(told), stale);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var listener in listeners)
        {
            await listener.DisposeAsync();
        }

        http.Dispose();
        facts.Dispose();
        questions.Dispose();
    }

    private static async Task<Told> TimeAsync(Task<long> came, long sending, long answered)
    {
        try
        {
            var at = await came;
            return new Told(Stopwatch.GetElapsedTime(answered, at).TotalMilliseconds, Stopwatch.GetElapsedTime(sending, at).TotalMilliseconds);
        }
        catch (TimeoutException)
        {
            throw new BenchmarkFailedException("Somebody who watches was not told at all; nothing is measured.");
        }
    }
}
