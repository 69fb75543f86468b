using Ausweisstatus.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Ausweisstatus.EventLog.Rebuild;

/// <summary>
/// Writes those of some rebuilt documents that are stored differently. Nothing is locked before: a document that holds a later fact than was
/// rebuilt is left alone, whoever wrote it last. Those few are rebuilt again while nobody can add to them. So neither intake nor rebuild
/// overwrites the other with something older.
/// </summary>
internal static class RepairDocuments
{
    // That of PendingDocuments, whatever the collation of the database: who locks in another order than intake waits for it in a circle.
    private const string InOrder = "order by tenant_id collate \"C\", id";

    private const string Columns = $"tenant_id, id, mt_version, data, lookup, {StatusParameters.Columns}";

    // The database compares what the JSON says, not how it is written. Where another transaction is writing the same row it is waited for,
    // and what it wrote is what the version is compared with.
    private const string Repair = $"""
        with different as materialized (
            select rebuilt.*
            from (
                select {Columns}, string_to_array(anomaly_words, '{StatusParameters.AnomalySeparator}')::varchar[] as anomalies
                from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) as rebuilt ({Columns}, anomaly_words)) as rebuilt
            left join {StorageSetup.Schema}.mt_doc_document stored using (tenant_id, id)
            where stored.id is null or row(stored.data, stored.mt_version, stored.lookup, stored.stage, stored.since, stored.kind, stored.delivery, stored.location, stored.last_heard, stored.held_until, stored.overdue_from, stored.run, stored.anomalies)
                is distinct from row(rebuilt.data, rebuilt.mt_version, rebuilt.lookup, rebuilt.stage, rebuilt.since, rebuilt.kind, rebuilt.delivery, rebuilt.location, rebuilt.last_heard, rebuilt.held_until, rebuilt.overdue_from, rebuilt.run, rebuilt.anomalies)
        ), repaired as (
            insert into {StorageSetup.Schema}.mt_doc_document as stored ({Columns}, anomalies)
            select {Columns}, anomalies from different {InOrder}
            on conflict (tenant_id, id) do update
            set ({Columns}, anomalies) = row(excluded.tenant_id, excluded.id, excluded.mt_version, excluded.data, excluded.lookup, excluded.stage, excluded.since, excluded.kind, excluded.delivery, excluded.location, excluded.last_heard, excluded.held_until, excluded.overdue_from, excluded.run, excluded.anomalies), mt_last_modified = transaction_timestamp()
            where $16 or stored.mt_version <= excluded.mt_version
            returning tenant_id, id
        ), moved as (
            select tenant_id, id from different except select tenant_id, id from repaired
        )
        select (select count(*) from repaired), array(select tenant_id from moved), array(select id from moved)
        """;

    private const string Lock = $"""
        select from {StorageSetup.Schema}.mt_streams stream
        join unnest($1, $2) as moved (tenant_id, id) using (tenant_id, id)
        {InOrder} for update of stream
        """;

    /// <returns>How many were written.</returns>
    public static async Task<long> ExecuteAsync(NpgsqlConnection connection, IReadOnlyList<RebuiltDocument> rebuilt, CancellationToken cancellation)
    {
        var (repaired, moved) = await WriteAsync(connection, rebuilt, areLatest: false, cancellation);
        return moved.Count == 0 ? repaired : repaired + await RepairLockedAsync(connection, moved, cancellation);
    }

    private static async Task<long> RepairLockedAsync(
        NpgsqlConnection connection, IReadOnlyList<(string Authority, Guid Document)> moved, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using (var command = new NpgsqlCommand(Lock, connection) { Parameters = { Authorities(moved), Documents(moved) } })
        {
            await command.ExecuteNonQueryAsync(cancellation);
        }

        var again = await ReadFacts.OfSomeAsync(connection, moved, cancellation);
        var (repaired, _) = await WriteAsync(connection, again, areLatest: true, cancellation);
        await transaction.CommitAsync(cancellation);
        return repaired;
    }

    /// <param name="connection">In a transaction or not.</param>
    /// <param name="rebuilt">What shall be stored.</param>
    /// <param name="areLatest">Nobody can have added a fact; a stored version that is higher is part of the damage.</param>
    /// <param name="cancellation">Ends it.</param>
    private static async Task<(long Repaired, IReadOnlyList<(string Authority, Guid Document)> Moved)> WriteAsync(
        NpgsqlConnection connection, IReadOnlyList<RebuiltDocument> rebuilt, bool areLatest, CancellationToken cancellation)
    {
        (string, Guid)[] keys = [.. rebuilt.Select(one => (one.Authority, one.Id))];
        await using var command = new NpgsqlCommand(Repair, connection)
        {
            Parameters =
            {
                Authorities(keys),
                Documents(keys),
                new() { Value = rebuilt.Select(one => one.Version).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint },
                new() { Value = rebuilt.Select(one => one.Data).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb },
                new() { Value = rebuilt.Select(one => one.Document.Lookup).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar },
            },
        };
        command.Parameters.AddRange(StatusParameters.Of([.. rebuilt.Select(one => one.Document.Columns)]));
        command.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = areLatest });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return (reader.GetInt64(0), [.. reader.GetFieldValue<string[]>(1).Zip(reader.GetFieldValue<Guid[]>(2))]);
    }

    private static NpgsqlParameter Authorities(IEnumerable<(string Authority, Guid)> of) =>
        new() { Value = of.Select(one => one.Authority).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar };

    private static NpgsqlParameter Documents(IEnumerable<(string, Guid Document)> of) =>
        new() { Value = of.Select(one => one.Document).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid };
}
