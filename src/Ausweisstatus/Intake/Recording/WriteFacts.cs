using Ausweisstatus.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Ausweisstatus.Intake.Recording;

/// <summary>
/// Writes the facts of a commit in one statement, in Marten's own tables and just as Marten writes them: streams, events, snapshots. Marten
/// itself writes stream by stream and event by event, which costs several times as much (ADR 10).
/// </summary>
internal static class WriteFacts
{
    // The streams come first, in the order of their keys. Each row stays locked from here on; where another commit was faster, the version
    // is not the one that was read, nothing further is written, no sequence number is spent, and the transaction is rolled back.
    private const string Sql = $"""
        with wanted as materialized (
            select * from unnest($1, $2, $3, $4, $5, $6) as wanted (tenant_id, id, added, version, data, lookup)
        ), stream as (
            insert into {StorageSetup.Schema}.mt_streams as stream (tenant_id, id, version)
            select tenant_id, id, added from wanted
            on conflict (tenant_id, id) do update set version = stream.version + excluded.version, timestamp = now()
            returning tenant_id, id, version
        ), race as (
            select not exists (select from stream join wanted using (tenant_id, id) where stream.version <> wanted.version) as won
        ), event as (
            insert into {StorageSetup.Schema}.mt_events
                (seq_id, tenant_id, stream_id, version, id, type, mt_dotnet_type, data, headers, timestamp, is_archived)
            select nextval('{StorageSetup.Schema}.mt_events_sequence'), event.*, now(), false
            from unnest($7, $8, $9, $10, $11, $12, $13, $14) as event (tenant_id, stream_id, version, id, type, mt_dotnet_type, data, headers)
            where (select won from race)
        ), document as (
            insert into {StorageSetup.Schema}.mt_doc_document (tenant_id, id, data, mt_version, lookup)
            select tenant_id, id, data, version, lookup from wanted where (select won from race)
            on conflict (tenant_id, id) do update
            set data = excluded.data, mt_version = excluded.mt_version, lookup = excluded.lookup, mt_last_modified = transaction_timestamp()
        )
        select won from race
        """;

    /// <param name="transaction">To be rolled back where the race was lost.</param>
    /// <param name="documents">With what is added to them, in the order of their keys.</param>
    /// <returns>False where another commit added to one of the streams since they were read.</returns>
    public static async Task<bool> ExecuteAsync(NpgsqlTransaction transaction, IReadOnlyList<OpenDocument> documents)
    {
        var events = EventRows.Of(documents);
        await using var command = new NpgsqlCommand(Sql, transaction.Connection, transaction)
        {
            Parameters =
            {
                Array(NpgsqlDbType.Varchar, documents.Select(document => document.Tenant)),
                Array(NpgsqlDbType.Uuid, documents.Select(document => document.Id)),
                Array(NpgsqlDbType.Bigint, documents.Select(document => (long)document.Added.Count)),
                Array(NpgsqlDbType.Bigint, documents.Select(document => document.Version)),
            },
        };
        var snapshots = documents.Select(document => document.Snapshot()).ToList();
        command.Parameters.Add(Array(NpgsqlDbType.Jsonb, snapshots.Select(FactJson.Write)));
        command.Parameters.Add(Array(NpgsqlDbType.Varchar, snapshots.Select(snapshot => snapshot.Lookup)));
        events.AddTo(command.Parameters);
        // Prepared once for each connection of the pool; afterwards this does nothing.
        await command.PrepareAsync();
        return (bool)(await command.ExecuteScalarAsync())!;
    }

    public static NpgsqlParameter Array<T>(NpgsqlDbType type, IEnumerable<T> values) => new() { Value = values.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | type };
}
