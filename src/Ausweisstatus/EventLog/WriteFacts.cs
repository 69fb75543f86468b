using Ausweisstatus.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Ausweisstatus.EventLog;

/// <summary>
/// Writes the facts of a commit in one statement, in Marten's own tables and just as Marten would: streams, events, documents. Marten itself
/// writes stream by stream and event by event, which costs several times as much (ADR 10).
/// </summary>
internal static class WriteFacts
{
    // The streams come first, in the order of their keys; each row stays locked from here on, and what other commits did to it before is
    // seen. Nothing further is written, and no sequence number is spent, where a stream does not follow from the version that was read or
    // takes no more facts, or where one of the facts is recorded already; then the transaction is rolled back.
    // Nothing is joined: whatever PostgreSQL believes about the size of the tables, there is only one way to do this.
    private const string Sql = $"""
        with stream as (
            insert into {StorageSetup.Schema}.mt_streams as stream (tenant_id, id, version)
            select * from unnest($1, $2, $3)
            on conflict (tenant_id, id) do update set version = stream.version + excluded.version, timestamp = now()
            returning id, version, is_archived
        ), written as materialized (
            select array_agg(version) as versions, array_agg(id) as ids, bool_or(is_archived) as archived from stream
        ), document as materialized (
            select * from unnest($1, $2, $3, $4, $5, $6, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, (select versions from written))
            as document (tenant_id, id, added, read_version, data, lookup, {StatusParameters.Columns}, anomaly_words, version)
        ), race as materialized (
            select (select ids from written) = $2
                and not (select archived from written)
                and not exists (select from document where version <> read_version + added)
                and not exists (select from {StorageSetup.Schema}.mt_events where id = any($10)) as won
        ), event as (
            insert into {StorageSetup.Schema}.mt_events
                (seq_id, tenant_id, stream_id, version, id, type, mt_dotnet_type, data, headers, user_name, correlation_id, timestamp, is_archived)
            select nextval('{StorageSetup.Schema}.mt_events_sequence'), tenant_id, ($2)[place],
                (select versions from written)[place] - before_last, id, type, mt_dotnet_type, data, headers, user_name, correlation_id, now(), false
            from unnest($7, $8, $9, $10, $11, $12, $13, $14, $25, $26)
            as event (tenant_id, place, before_last, id, type, mt_dotnet_type, data, headers, user_name, correlation_id)
            where (select won from race)
        ), stored as (
            insert into {StorageSetup.Schema}.mt_doc_document as stored (tenant_id, id, data, mt_version, lookup, {StatusParameters.Columns}, anomalies)
            select tenant_id, id, data, version, lookup, {StatusParameters.Columns}, string_to_array(anomaly_words, '{StatusParameters.AnomalySeparator}')
            from document where (select won from race)
            on conflict (tenant_id, id) do update
            set data = case when jsonb_typeof(excluded.data -> 0) = '{WholeDocument}' then excluded.data else stored.data || excluded.data end,
                mt_version = excluded.mt_version, mt_last_modified = transaction_timestamp(), lookup = excluded.lookup,
                ({StatusParameters.Columns}, anomalies) = row(excluded.stage, excluded.since, excluded.kind, excluded.delivery, excluded.location,
                    excluded.last_heard, excluded.held_until, excluded.overdue_from, excluded.run, excluded.anomalies)
        )
        select won, array(
            select tenant_id from (select distinct unnest($1) as tenant_id) as changed
            where exists (select from {StorageSetup.Schema}.listeners where listeners.tenant_id = changed.tenant_id)
                or exists (select from {StorageSetup.Schema}.subscriptions where subscriptions.tenant_id = changed.tenant_id and confirmed_at is not null)
        ) from race
        """;

    /// <summary>A document begins with the name of its authority; facts to be appended are a list of lists.</summary>
    private const string WholeDocument = "string";

    /// <param name="transaction">To be rolled back where the race was lost.</param>
    /// <param name="documents">With what is added to them, in the order of their keys.</param>
    /// <returns>
    /// Not won where another commit was faster, or one of the facts is recorded already. Also the authorities that somebody listens to.
    /// </returns>
    public static async Task<(bool Won, string[] ListenedTo)> ExecuteAsync(NpgsqlTransaction transaction, PendingDocument[] documents)
    {
        await using var command = new NpgsqlCommand(Sql, transaction.Connection, transaction);
        var rows = EventRows.Of(documents);
        command.Parameters.AddRange(PendingDocuments.Keys(documents));
        Add(NpgsqlDbType.Bigint, Array.ConvertAll(documents, document => (long)document.Added.Count));
        Add(NpgsqlDbType.Bigint, Array.ConvertAll(documents, document => document.ReadVersion));
        Add(NpgsqlDbType.Jsonb, rows.OfDocuments);
        Add(NpgsqlDbType.Varchar, Array.ConvertAll(documents, document => document.Now.Lookup));
        Add(NpgsqlDbType.Varchar, rows.Tenants);
        Add(NpgsqlDbType.Integer, rows.Places);
        Add(NpgsqlDbType.Bigint, rows.BeforeLast);
        Add(NpgsqlDbType.Uuid, rows.Ids);
        Add(NpgsqlDbType.Varchar, rows.Types);
        Add(NpgsqlDbType.Varchar, rows.DotNetTypes);
        Add(NpgsqlDbType.Jsonb, rows.Data);
        Add(NpgsqlDbType.Jsonb, rows.Headers);
        command.Parameters.AddRange(StatusParameters.Of(Array.ConvertAll(documents, document => document.Now.Columns)));
        Add(NpgsqlDbType.Varchar, rows.Clients);
        Add(NpgsqlDbType.Varchar, rows.Traces);

        // Prepared once for each connection of the pool; afterwards this does nothing.
        await command.PrepareAsync();
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return (reader.GetBoolean(0), reader.GetFieldValue<string[]>(1));

        void Add<T>(NpgsqlDbType type, T[] column) =>
            command.Parameters.Add(new() { Value = column, NpgsqlDbType = NpgsqlDbType.Array | type });
    }
}
