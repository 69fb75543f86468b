using Ausweisstatus.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Ausweisstatus.Rebuild;

/// <summary>
/// Writes those of some folded documents that are stored differently. Nothing is locked before: a document that holds a later fact than was
/// folded is left alone, whoever wrote it last. Those few are folded again while nobody can add to them. So neither intake nor rebuild
/// overwrites the other with something older.
/// </summary>
internal static class MendDocuments
{
    // That of OpenDocuments, whatever the collation of the database: who locks in another order than intake waits for it in a circle.
    private const string InOrder = "order by tenant_id collate \"C\", id";

    // The database compares what the JSON says, not how it is written. Where another transaction is writing the same row it is waited for,
    // and what it wrote is what the version is compared with.
    private const string Mend = $"""
        with different as materialized (
            select folded.*
            from unnest(@authorities, @documents, @versions, @data, @lookups) as folded (tenant_id, id, mt_version, data, lookup)
            left join {StorageSetup.Schema}.mt_doc_document stored using (tenant_id, id)
            where stored.id is null or (stored.data, stored.mt_version, stored.lookup) is distinct from (folded.data, folded.mt_version, folded.lookup)
        ), mended as (
            insert into {StorageSetup.Schema}.mt_doc_document as stored (tenant_id, id, data, mt_version, lookup)
            select tenant_id, id, data, mt_version, lookup from different {InOrder}
            on conflict (tenant_id, id) do update
            set data = excluded.data, mt_version = excluded.mt_version, lookup = excluded.lookup, mt_last_modified = transaction_timestamp()
            where @isLatest or stored.mt_version <= excluded.mt_version
            returning tenant_id, id
        ), moved as (
            select tenant_id, id from different except select tenant_id, id from mended
        )
        select (select count(*) from mended), array(select tenant_id from moved), array(select id from moved)
        """;

    private const string Lock = $"""
        select from {StorageSetup.Schema}.mt_streams stream
        join unnest(@authorities, @documents) as moved (tenant_id, id) using (tenant_id, id)
        {InOrder} for update of stream
        """;

    /// <returns>How many were written.</returns>
    public static async Task<long> ExecuteAsync(NpgsqlConnection connection, IReadOnlyList<FoldedDocument> folded, CancellationToken cancellation)
    {
        var (mended, moved) = await WriteAsync(connection, folded, areLatest: false, cancellation);
        return moved.Count == 0 ? mended : mended + await MendLockedAsync(connection, moved, cancellation);
    }

    private static async Task<long> MendLockedAsync(
        NpgsqlConnection connection, IReadOnlyList<(string Authority, Guid Document)> moved, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using (var command = new NpgsqlCommand(Lock, connection) { Parameters = { Authorities(moved), Documents(moved) } })
            await command.ExecuteNonQueryAsync(cancellation);
        var again = await FoldFacts.OfSomeAsync(connection, moved, cancellation);
        var (mended, _) = await WriteAsync(connection, again, areLatest: true, cancellation);
        await transaction.CommitAsync(cancellation);
        return mended;
    }

    /// <param name="connection">In a transaction or not.</param>
    /// <param name="folded">What shall be stored.</param>
    /// <param name="areLatest">Nobody can have added a fact; a stored version that is higher is part of the damage.</param>
    /// <param name="cancellation">Ends it.</param>
    private static async Task<(long Mended, IReadOnlyList<(string Authority, Guid Document)> Moved)> WriteAsync(
        NpgsqlConnection connection, IReadOnlyList<FoldedDocument> folded, bool areLatest, CancellationToken cancellation)
    {
        (string, Guid)[] keys = [.. folded.Select(one => (one.Authority, one.Id))];
        await using var command = new NpgsqlCommand(Mend, connection)
        {
            Parameters =
            {
                Authorities(keys),
                Documents(keys),
                new("versions", NpgsqlDbType.Array | NpgsqlDbType.Bigint) { Value = folded.Select(one => one.Version).ToArray() },
                new("data", NpgsqlDbType.Array | NpgsqlDbType.Jsonb) { Value = folded.Select(one => one.Data).ToArray() },
                new("lookups", NpgsqlDbType.Array | NpgsqlDbType.Varchar) { Value = folded.Select(one => one.Lookup).ToArray() },
                new("isLatest", areLatest),
            },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return (reader.GetInt64(0), [.. reader.GetFieldValue<string[]>(1).Zip(reader.GetFieldValue<Guid[]>(2))]);
    }

    private static NpgsqlParameter Authorities(IEnumerable<(string Authority, Guid)> of) =>
        new("authorities", NpgsqlDbType.Array | NpgsqlDbType.Varchar) { Value = of.Select(one => one.Authority).ToArray() };

    private static NpgsqlParameter Documents(IEnumerable<(string, Guid Document)> of) =>
        new("documents", NpgsqlDbType.Array | NpgsqlDbType.Uuid) { Value = of.Select(one => one.Document).ToArray() };
}
