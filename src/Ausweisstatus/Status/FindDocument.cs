using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Threading.Channels;
using Ausweisstatus.Domain;
using Ausweisstatus.EventLog;
using Ausweisstatus.Storage;
using Npgsql;

namespace Ausweisstatus.Status;

/// <summary>
/// Finds the document of a code and a date of birth, whichever authority it belongs to. Questions that arrive at the same time are asked
/// together: while a query is under way further ones gather, and the next query takes all of them. A query begins after every question it
/// answers, so no answer is older than what was acknowledged before it was asked for. One reader asks, which makes the largest groups; a
/// second one on another connection steps in while a query of the first takes unusually long, e.g. because its connection went silent.
/// </summary>
internal sealed class FindDocument(NpgsqlDataSource database) : BackgroundService
{
    private static readonly TimeSpan UnusuallyLong = TimeSpan.FromMilliseconds(100);

    private const int SearchesPerQuery = 256;
    private const int SearchesWaiting = 4096;

    private static readonly JsonTypeInfo<Document> Json = (JsonTypeInfo<Document>)FactJson.Options.GetTypeInfo(typeof(Document));

    private readonly Channel<Search> waiting = Channel.CreateBounded<Search>(SearchesWaiting);

    private readonly PeriodicTimer standBy = new(UnusuallyLong);

    // When the query under way began, or 0.
    private long began;

    /// <param name="lookups">What the document may be stored under, one for each valid key.</param>
    /// <param name="cancellation">Gives up waiting for a place among those who ask; a question once asked is answered, which takes no longer than a query.</param>
    public async Task<Document?> ByLookupAsync(string[] lookups, CancellationToken cancellation)
    {
        var search = new Search(lookups);
        if (!waiting.Writer.TryWrite(search))
        {
            await waiting.Writer.WriteAsync(search, cancellation);
        }

        return await search.Done is { } document ? JsonSerializer.Deserialize(document, Json) : null;
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        waiting.Writer.TryComplete();
        standBy.Dispose();
        await base.StopAsync(cancellationToken);
    }

    public override void Dispose()
    {
        standBy.Dispose();
        base.Dispose();
    }

    // What is waiting is answered before the host stops; hence no stopping token.
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Task.Run(ReadAsync, CancellationToken.None), Task.Run(StandByAsync, CancellationToken.None));

    private async Task ReadAsync()
    {
        await using var reader = DocumentReader.OfDocuments(database);
        var group = new SearchGroup();
        while (await waiting.Reader.WaitToReadAsync())
        {
            Interlocked.Exchange(ref began, Stopwatch.GetTimestamp());
            await AnswerAsync(group, reader);
            Interlocked.Exchange(ref began, 0);
        }
    }

    private async Task StandByAsync()
    {
        await using var reader = DocumentReader.OfDocuments(database);
        var group = new SearchGroup();
        while (await standBy.WaitForNextTickAsync())
        {
            while (IsStuck() && await waiting.Reader.WaitToReadAsync() && IsStuck())
            {
                await AnswerAsync(group, reader);
            }
        }
    }

    private bool IsStuck() =>
        Interlocked.Read(ref began) is not 0 and var since && Stopwatch.GetElapsedTime(since) > UnusuallyLong;

    private async Task AnswerAsync(SearchGroup group, DocumentReader<byte[]> reader)
    {
        while (group.Count < SearchesPerQuery && waiting.Reader.TryRead(out var search))
        {
            group.Add(search);
        }

        if (group.Count > 0)
        {
            await group.AnswerAsync(reader);
        }
    }
}
