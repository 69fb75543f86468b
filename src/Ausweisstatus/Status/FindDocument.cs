using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Threading.Channels;
using Ausweisstatus.Domain;
using Ausweisstatus.Storage;
using Npgsql;

namespace Ausweisstatus.Status;

/// <summary>
/// Finds the document of a code and a date of birth, whichever authority it belongs to. Questions that arrive at the same time are asked
/// together: while a query is under way further ones gather, and the next query takes all of them. A query begins after every question it
/// answers, so no answer is older than what was acknowledged before it was asked for.
/// </summary>
internal sealed class FindDocument(NpgsqlDataSource database) : BackgroundService
{
    // One query waits for the database while the results of another are handed out.
    private const int Readers = 1;
    private const int SearchesPerQuery = 256;
    private const int SearchesWaiting = 4096;

    private static readonly JsonTypeInfo<Document> Json = (JsonTypeInfo<Document>)FactJson.Options.GetTypeInfo(typeof(Document));

    private readonly Channel<Search> waiting = Channel.CreateBounded<Search>(SearchesWaiting);

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
        await base.StopAsync(cancellationToken);
    }

    // What is waiting is answered before the host stops; hence no stopping token.
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, Readers).Select(_ => Task.Run(ReadAsync, CancellationToken.None)));

    private async Task ReadAsync()
    {
        await using var reader = DocumentReader.OfDocuments(database);
        var group = new SearchGroup();
        while (await waiting.Reader.WaitToReadAsync())
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
}
