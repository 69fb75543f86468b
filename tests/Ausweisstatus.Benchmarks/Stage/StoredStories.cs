using System.Text.Json;
using Ausweisstatus.Domain;
using Ausweisstatus.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Ausweisstatus.Benchmarks.Stage;

/// <summary>
/// Puts stories into the product's tables of events the fastest way, in the form in which the product writes them; without its read model,
/// which a rebuild makes of them.
/// </summary>
internal sealed class StoredStories(Stories stories, string connectionString)
{
    private const int LineEvery = 1_000_000;

    private static readonly JsonSerializerOptions Json = FactJson.Options;

    /// <param name="documents">How many there shall be; those that are there already are not written again.</param>
    /// <param name="there">How many there are.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task FillAsync(int documents, int there, CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellation);
        await CopyStreamsAsync(connection, there, documents, cancellation);
        await CopyEventsAsync(connection, await LastAsync(connection, cancellation), there, documents, cancellation);
        await ExecuteAsync(
            connection, $"select setval('{StorageSetup.Schema}.mt_events_sequence', (select max(seq_id) from {StorageSetup.Schema}.mt_events))", cancellation);
        await ExecuteAsync(connection, $"vacuum analyze {StorageSetup.Schema}.mt_streams, {StorageSetup.Schema}.mt_events", cancellation);
    }

    private static async Task<long> LastAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand($"select coalesce(max(seq_id), 0) from {StorageSetup.Schema}.mt_events", connection);
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }

    private static async Task CopyStreamsAsync(NpgsqlConnection connection, int from, int to, CancellationToken cancellation)
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            $"copy {StorageSetup.Schema}.mt_streams (tenant_id, id, version) from stdin (format binary)", cancellation);
        copy.Timeout = Timeout.InfiniteTimeSpan;
        for (var document = from; document < to; document++)
        {
            await copy.StartRowAsync(cancellation);
            await copy.WriteAsync(Stories.Authority(document).ToString(), NpgsqlDbType.Varchar, cancellation);
            await copy.WriteAsync(Stories.Id(document), NpgsqlDbType.Uuid, cancellation);
            await copy.WriteAsync((long)Stories.FactsOfEach, NpgsqlDbType.Bigint, cancellation);
        }

        await copy.CompleteAsync(cancellation);
    }

    private async Task CopyEventsAsync(NpgsqlConnection connection, long sequence, int from, int to, CancellationToken cancellation)
    {
        await using var copy = await connection.BeginBinaryImportAsync($"""
            copy {StorageSetup.Schema}.mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type, headers)
            from stdin (format binary)
            """, cancellation);
        copy.Timeout = Timeout.InfiniteTimeSpan;
        foreach (var (document, step) in Stories.InOrderOfTime(from, to))
        {
            await WriteAsync(copy, ++sequence, document, step, cancellation);
            if (sequence % LineEvery == 0)
            {
                await Console.Error.WriteLineAsync($"stage: {sequence / LineEvery} million facts");
            }
        }

        await copy.CompleteAsync(cancellation);
    }

    private async Task WriteAsync(NpgsqlBinaryImporter copy, long sequence, int document, int step, CancellationToken cancellation)
    {
        var fact = stories.Fact(document, step);
        var (client, source) = step is > 1 and < 6 ? ("print-shop", "/print-shops/bdr") : ("office", $"/authorities/{Stories.Authority(document)}");
        var id = $"{document}/{step}";
        await copy.StartRowAsync(cancellation);
        await copy.WriteAsync(sequence, NpgsqlDbType.Bigint, cancellation);
        await copy.WriteAsync(FactId.Of(source, id), NpgsqlDbType.Uuid, cancellation);
        await copy.WriteAsync(Stories.Id(document), NpgsqlDbType.Uuid, cancellation);
        await copy.WriteAsync(step + 1L, NpgsqlDbType.Bigint, cancellation);
        await copy.WriteAsync(JsonSerializer.Serialize(fact, fact.GetType(), Json), NpgsqlDbType.Jsonb, cancellation);
        await copy.WriteAsync(FactType.Of(fact).Name, NpgsqlDbType.Varchar, cancellation);
        await copy.WriteAsync(fact.OccurredAt, NpgsqlDbType.TimestampTz, cancellation);
        await copy.WriteAsync(Stories.Authority(document).ToString(), NpgsqlDbType.Varchar, cancellation);
        await copy.WriteAsync($"{fact.GetType().FullName}, {fact.GetType().Assembly.GetName().Name}", NpgsqlDbType.Varchar, cancellation);
        await copy.WriteAsync(
            $$"""{"order":"{{Stories.Order(document)}}","source":"{{source}}","id":"{{id}}","client":"{{client}}"}""", NpgsqlDbType.Jsonb, cancellation);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
