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

    /// <summary>Every document, as of one moment.</summary>
    public static async IAsyncEnumerable<RebuiltDocument> OfAllAsync(NpgsqlConnection connection, [EnumeratorCancellation] CancellationToken cancellation)
    {
        // Facts lie in the order of their arrival: sorting them once beats fetching each document's from all over the table.
        await using var command = new NpgsqlCommand($"set work_mem = '64MB'; {Read} {InOrder}", connection) { CommandTimeout = 0 };
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
