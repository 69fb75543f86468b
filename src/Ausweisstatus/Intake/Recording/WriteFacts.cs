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
    // The streams come first, in the order of their keys; each row stays locked from here on, and what other commits did to it before is
    // seen. Where a document had to be known and another commit was faster, its version does not follow from the one that was read: then
    // nothing further is written, no sequence number is spent, and the transaction is rolled back.
    // Nothing is joined: whatever PostgreSQL believes about the size of the tables, there is only one way to do this.
    private const string Sql = $"""
        with stream as (
            insert into {StorageSetup.Schema}.mt_streams as stream (tenant_id, id, version)
            select * from unnest($1, $2, $3)
            on conflict (tenant_id, id) do update set version = stream.version + excluded.version, timestamp = now()
            returning id, version
        ), written as materialized (
            select array_agg(version) as versions, array_agg(id) as ids from stream
        ), document as materialized (
            select * from unnest($1, $2, $3, $4, $5, $6, $7, (select versions from written))
            as document (tenant_id, id, added, read_version, order_number, facts, lookup, version)
        ), race as (
            select (select ids from written) = $2 and not exists (select from document where version <> read_version + added) as won
        ), event as (
            insert into {StorageSetup.Schema}.mt_events
                (seq_id, tenant_id, stream_id, version, id, type, mt_dotnet_type, data, headers, timestamp, is_archived)
            select nextval('{StorageSetup.Schema}.mt_events_sequence'), tenant_id, ($2)[place],
                (select versions from written)[place] - before_last, id, type, mt_dotnet_type, data, headers, now(), false
            from unnest($8, $9, $10, $11, $12, $13, $14, $15)
            as event (tenant_id, place, before_last, id, type, mt_dotnet_type, data, headers)
            where (select won from race)
        ), snapshot as (
            insert into {StorageSetup.Schema}.mt_doc_document as snapshot (tenant_id, id, data, mt_version, lookup)
            select tenant_id, id, case when version = added then jsonb_build_array(tenant_id, order_number) || facts else facts end, version,
                case when read_version > 0 then coalesce(lookup, '{None}') else lookup end
            from document where (select won from race)
            on conflict (tenant_id, id) do update
            set data = snapshot.data || excluded.data, mt_version = excluded.mt_version, mt_last_modified = transaction_timestamp(),
                lookup = case when excluded.lookup is null then snapshot.lookup else nullif(excluded.lookup, '{None}') end
        )
        select won from race
        """;

    /// <summary>A document that had to be known and is found under nothing; no lookup at all leaves what there is.</summary>
    private const string None = "";

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
        Add(NpgsqlDbType.Varchar, rows.Tenants);
        Add(NpgsqlDbType.Integer, rows.Places);
        Add(NpgsqlDbType.Bigint, rows.BeforeLast);
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
