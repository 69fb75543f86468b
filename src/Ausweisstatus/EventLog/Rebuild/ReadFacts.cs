using System.Runtime.CompilerServices;
using Ausweisstatus.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Ausweisstatus.EventLog.Rebuild;

/// <summary>Reads facts in the order of their documents and folds them, one document after the other: never more than one in memory.</summary>
internal static class ReadFacts
{
    private const string Read = $"""
        select tenant_id, stream_id, version, id, type, data, headers ->> '{FactHeaders.Order}'
        from {StorageSetup.Schema}.mt_events
        """;

    private const string InOrder = "order by tenant_id, stream_id, version";

    // Facts lie in the order of their arrival: sorting them once beats fetching each document's from all over the table. A host's connections
    // are set never to read a whole table, nor to plan for the values of one question.
    private const string ReadAll = "set work_mem = '64MB'; set enable_seqscan = on; set enable_bitmapscan = on; set plan_cache_mode = auto";

    // The sequence has no gaps worth mentioning, and its end is found without counting millions of rows.
    private const string AllFactsAbout = $"select coalesce(max(seq_id), 0) from {StorageSetup.Schema}.mt_events";

    /// <summary>About how many facts the documents have.</summary>
    public static async Task<long> CountAsync(NpgsqlConnection connection, RebuildScope scope, CancellationToken cancellation)
    {
        var (condition, values) = scope.OfEvents(after: null);
        var count = values.Length == 0 ? AllFactsAbout : $"select count(*) from {StorageSetup.Schema}.mt_events where {condition}";
        return (long)(await (await WholeTableAsync(connection, count, values, cancellation)).ExecuteScalarAsync(cancellation))!;
    }

    /// <summary>Documents in the order of their keys, as of one moment.</summary>
    /// <param name="connection">Is busy until the last is read.</param>
    /// <param name="scope">Which.</param>
    /// <param name="after">Those after this place; null for the beginning.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async IAsyncEnumerable<RebuiltDocument> InOrderAsync(
        NpgsqlConnection connection, RebuildScope scope, RebuildPlace? after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var (condition, values) = scope.OfEvents(after);
        await using var command = await WholeTableAsync(connection, $"{Read} where {condition} {InOrder}", values, cancellation);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await foreach (var document in FoldAsync(reader, cancellation))
        {
            yield return document;
        }
    }

    /// <summary>Some documents, as of now.</summary>
    public static async Task<List<RebuiltDocument>> OfSomeAsync(
        NpgsqlConnection connection, IReadOnlyList<(string Authority, Guid Document)> some, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand($"{Read} where (tenant_id, stream_id) in (select * from unnest(@authorities, @documents)) {InOrder}", connection)
        {
            Parameters =
            {
                new("authorities", NpgsqlDbType.Array | NpgsqlDbType.Varchar) { Value = some.Select(one => one.Authority).ToArray() },
                new("documents", NpgsqlDbType.Array | NpgsqlDbType.Uuid) { Value = some.Select(one => one.Document).ToArray() },
            },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        List<RebuiltDocument> folded = [];
        await foreach (var document in FoldAsync(reader, cancellation))
        {
            folded.Add(document);
        }

        return folded;
    }

    private static async Task<NpgsqlCommand> WholeTableAsync(
        NpgsqlConnection connection, string sql, NpgsqlParameter[] values, CancellationToken cancellation)
    {
        await using (var set = new NpgsqlCommand(ReadAll, connection))
        {
            await set.ExecuteNonQueryAsync(cancellation);
        }

        var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        command.Parameters.AddRange(values);
        return command;
    }

    private static async IAsyncEnumerable<RebuiltDocument> FoldAsync(NpgsqlDataReader reader, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var making = new DocumentBuilder();
        while (await reader.ReadAsync(cancellation))
        {
            var (authority, document) = (reader.GetString(0), reader.GetGuid(1));
            if (!making.IsOf(authority, document))
            {
                if (making.End() is { } folded)
                {
                    yield return folded;
                }

                making.Begin(authority, document, reader.GetString(6));
            }

            making.Add(reader.GetInt64(2), reader.GetGuid(3), reader.GetString(4), reader.GetFieldValue<byte[]>(5));
        }

        if (making.End() is { } last)
        {
            yield return last;
        }
    }
}
