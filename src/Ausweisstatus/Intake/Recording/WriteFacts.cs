using Ausweisstatus.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Ausweisstatus.Intake.Recording;

/// <summary>
/// Writes the facts of a commit in one statement, in Marten's own tables and just as Marten would: streams, events, snapshots. Marten itself
/// writes stream by stream and event by event, which costs several times as much (ADR 10).
/// </summary>
internal static class WriteFacts
{
    // The streams come first, in the order of their keys; each row stays locked from here on. Where a document had to be known and
    // another commit was faster, its version is not the one that was read: then nothing further is written, no sequence number is spent,
    // and the transaction is rolled back. So it is where another commit began a document after this statement did: its snapshot is not
    // seen here, and the count shows it.
    private const string Sql = $"""
        with wanted as materialized (
            select * from unnest($1, $2, $3, $4, $5, $6, $7) with ordinality
            as wanted (tenant_id, id, added, read_version, order_number, facts, lookup, place)
        ), stream as (
            insert into {StorageSetup.Schema}.mt_streams as stream (tenant_id, id, version)
            select tenant_id, id, added from wanted order by place
            on conflict (tenant_id, id) do update set version = stream.version + excluded.version, timestamp = now()
            returning tenant_id, id, version
        ), document as materialized (
            select wanted.*, stream.version from stream join wanted using (tenant_id, id)
        ), race as (
            select not exists (select from document where version <> read_version + added) as won
        ), event as (
            insert into {StorageSetup.Schema}.mt_events
                (seq_id, tenant_id, stream_id, version, id, type, mt_dotnet_type, data, headers, timestamp, is_archived)
            select nextval('{StorageSetup.Schema}.mt_events_sequence'), event.*, now(), false
            from (
                select document.tenant_id, document.id as stream_id, document.version - document.added + event.number,
                    event.id, event.type, event.mt_dotnet_type, event.data, event.headers
                from unnest($8, $9, $10, $11, $12, $13, $14) with ordinality
                as event (place, number, id, type, mt_dotnet_type, data, headers, ordinality)
                join document using (place) order by event.ordinality
            ) event where (select won from race)
        ), begun as (
            insert into {StorageSetup.Schema}.mt_doc_document (tenant_id, id, data, mt_version, lookup)
            select tenant_id, id, jsonb_build_array(tenant_id, order_number) || facts, version, lookup
            from document where version = added and (select won from race)
            returning 1
        ), continued as (
            update {StorageSetup.Schema}.mt_doc_document snapshot
            set data = snapshot.data || document.facts, mt_version = document.version, mt_last_modified = transaction_timestamp(),
                lookup = case when document.read_version is null then snapshot.lookup else document.lookup end
            from document
            where snapshot.tenant_id = document.tenant_id and snapshot.id = document.id and document.version > document.added
                and (select won from race)
            returning 1
        )
        select (select won from race) and (select count(*) from begun) + (select count(*) from continued) = (select count(*) from wanted)
        """;

    /// <param name="transaction">To be rolled back where the race was lost.</param>
    /// <param name="documents">With what is added to them, in the order of their keys.</param>
    /// <returns>False where another commit was faster.</returns>
    public static async Task<bool> ExecuteAsync(NpgsqlTransaction transaction, OpenDocument[] documents)
    {
        await using var command = new NpgsqlCommand(Sql, transaction.Connection, transaction);
        var rows = EventRows.Of(documents);
        command.Parameters.AddRange(OpenDocuments.Keys(documents));
        Add(NpgsqlDbType.Bigint, Array.ConvertAll(documents, document => (long)document.Added.Count));
        Add(NpgsqlDbType.Bigint, Array.ConvertAll(documents, document => document.ReadVersion));
        Add(NpgsqlDbType.Varchar, Array.ConvertAll(documents, document => document.Order));
        Add(NpgsqlDbType.Jsonb, rows.OfDocuments);
        Add(NpgsqlDbType.Varchar, Array.ConvertAll(documents, document => document.Lookup));
        Add(NpgsqlDbType.Bigint, rows.Places);
        Add(NpgsqlDbType.Bigint, rows.Numbers);
        Add(NpgsqlDbType.Uuid, rows.Ids);
        Add(NpgsqlDbType.Varchar, rows.Types);
        Add(NpgsqlDbType.Varchar, rows.DotNetTypes);
        Add(NpgsqlDbType.Jsonb, rows.Data);
        Add(NpgsqlDbType.Jsonb, rows.Headers);

        // Prepared once for each connection of the pool; afterwards this does nothing.
        await command.PrepareAsync();
        return (bool)(await command.ExecuteScalarAsync())!;

        void Add<T>(NpgsqlDbType type, T[] column) =>
            command.Parameters.Add(new() { Value = column, NpgsqlDbType = NpgsqlDbType.Array | type });
    }
}
