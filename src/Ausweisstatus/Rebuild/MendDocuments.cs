using Ausweisstatus.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Ausweisstatus.Rebuild;

/// <summary>
/// Writes those of some folded documents that are stored differently: one short transaction, in which nobody adds a fact to them. Those that
/// have got a further fact since they were folded are folded again. Intake locks the same rows in the same order, so neither overwrites the
/// other with something older.
/// </summary>
internal static class MendDocuments
{
    // Those that have moved are told apart here and not by a condition in SQL: PostgreSQL would apply it first, and lock only what is left.
    private const string Lock = $"""
        select stream.tenant_id, stream.id, stream.version from {StorageSetup.Schema}.mt_streams stream
        join unnest(@authorities, @documents, @versions) as folded (tenant_id, id, version)
        on stream.tenant_id = folded.tenant_id and stream.id = folded.id
        order by stream.tenant_id, stream.id for update of stream
        """;

    // The database compares what the JSON says, not how it is written.
    private const string Mend = $"""
        with folded as (select * from unnest(@authorities, @documents, @versions, @data, @lookups) as row (tenant_id, id, mt_version, data, lookup)),
        mended as (
            insert into {StorageSetup.Schema}.mt_doc_document (tenant_id, id, data, mt_version, lookup)
            select tenant_id, id, folded.data, folded.mt_version, folded.lookup
            from folded left join {StorageSetup.Schema}.mt_doc_document stored using (tenant_id, id)
            where stored.id is null or (stored.data, stored.mt_version, stored.lookup) is distinct from (folded.data, folded.mt_version, folded.lookup)
            on conflict (tenant_id, id) do update
            set data = excluded.data, mt_version = excluded.mt_version, lookup = excluded.lookup, mt_last_modified = transaction_timestamp()
            returning 1)
        select count(*) from mended
        """;

    /// <returns>How many were written.</returns>
    public static async Task<long> ExecuteAsync(NpgsqlConnection connection, IReadOnlyList<FoldedDocument> folded, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var moved = await LockAndFindMovedAsync(connection, folded, cancellation);
        if (moved.Count > 0)
        {
            var again = await FoldFacts.OfSomeAsync(connection, moved, cancellation);
            folded = [.. folded.ExceptBy(moved, one => (one.Authority, one.Id)), .. again];
        }

        await using var mend = Command(connection, Mend, folded);
        mend.Parameters.Add(new("data", NpgsqlDbType.Array | NpgsqlDbType.Jsonb) { Value = folded.Select(one => one.Data).ToArray() });
        mend.Parameters.Add(new("lookups", NpgsqlDbType.Array | NpgsqlDbType.Varchar) { Value = folded.Select(one => one.Lookup).ToArray() });
        var mended = (long)(await mend.ExecuteScalarAsync(cancellation))!;
        await transaction.CommitAsync(cancellation);
        return mended;
    }

    private static async Task<List<(string Authority, Guid Document)>> LockAndFindMovedAsync(
        NpgsqlConnection connection, IReadOnlyList<FoldedDocument> folded, CancellationToken cancellation)
    {
        var versions = folded.ToDictionary(one => (one.Authority, one.Id), one => one.Version);
        await using var command = Command(connection, Lock, folded);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        List<(string, Guid)> moved = [];
        while (await reader.ReadAsync(cancellation))
        {
            var stream = (reader.GetString(0), reader.GetGuid(1));
            if (versions[stream] != reader.GetInt64(2)) moved.Add(stream);
        }

        return moved;
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, IReadOnlyList<FoldedDocument> folded) => new(sql, connection)
    {
        Parameters =
        {
            new("authorities", NpgsqlDbType.Array | NpgsqlDbType.Varchar) { Value = folded.Select(one => one.Authority).ToArray() },
            new("documents", NpgsqlDbType.Array | NpgsqlDbType.Uuid) { Value = folded.Select(one => one.Id).ToArray() },
            new("versions", NpgsqlDbType.Array | NpgsqlDbType.Bigint) { Value = folded.Select(one => one.Version).ToArray() },
        },
    };
}
