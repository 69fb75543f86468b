using Ausweisstatus.Domain;
using Ausweisstatus.Storage;
using Npgsql;

namespace Ausweisstatus.Rebuild;

/// <summary>
/// Folds the documents of a page from their facts, and mends what is stored where it differs: one short transaction, in which nobody can add
/// a fact to these documents. Intake locks the same rows in the same order, so neither overwrites the other with something older.
/// </summary>
internal static class RebuildPage
{
    public static async Task<Rebuilt> ExecuteAsync(NpgsqlConnection connection, Page page, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var (rows, facts) = await LockAndFoldAsync(connection, page, cancellation);
        var mended = await MendAsync(connection, page, rows, cancellation);
        await transaction.CommitAsync(cancellation);
        return new Rebuilt(rows.Count, facts, mended);
    }

    private static async Task<(FoldedRows Rows, long Facts)> LockAndFoldAsync(NpgsqlConnection connection, Page page, CancellationToken cancellation)
    {
        // Two statements, each with a view of its own: the second sees what was committed while the first waited.
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                On(page, $"""
                    select count(*) from (
                        select 1 from {StorageSetup.Schema}.mt_streams where {page.Holds("tenant_id", "id")}
                        order by tenant_id, id for update) locked
                    """),
                On(page, $"""
                    select tenant_id, stream_id, version, id, type, data, headers ->> '{FactHeaders.Order}' from {StorageSetup.Schema}.mt_events
                    where {page.Holds("tenant_id", "stream_id")} order by tenant_id, stream_id, version
                    """),
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        await reader.NextResultAsync(cancellation);
        return await FoldAsync(reader, cancellation);
    }

    private static async Task<(FoldedRows Rows, long Facts)> FoldAsync(NpgsqlDataReader reader, CancellationToken cancellation)
    {
        var rows = new FoldedRows();
        List<KnownFact> known = [];
        var (facts, authority, document, order, version) = (0L, "", Guid.Empty, "", 0L);
        while (await reader.ReadAsync(cancellation))
        {
            var (nextAuthority, nextDocument) = (reader.GetString(0), reader.GetGuid(1));
            if (nextDocument != document || nextAuthority != authority)
            {
                Add();
                (authority, document, order) = (nextAuthority, nextDocument, reader.GetString(6));
            }

            version = reader.GetInt64(2);
            known.Add(new KnownFact(reader.GetGuid(3), StoredForm.FactOf(reader.GetString(4), reader.GetFieldValue<byte[]>(5))));
            facts++;
        }

        Add();
        return (rows, facts);

        void Add()
        {
            if (known.Count == 0) return;
            rows.Add(authority, Document.Of(AuthorityId.Parse(authority), OrderNumber.Parse(order)).With(known), version);
            known.Clear();
        }
    }

    private static async Task<long> MendAsync(NpgsqlConnection connection, Page page, FoldedRows rows, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { rows.Mending(), rows.Clearing(page) } };
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        var mended = 0L;
        do
        {
            await reader.ReadAsync(cancellation);
            mended += reader.GetInt64(0);
        }
        while (await reader.NextResultAsync(cancellation));

        return mended;
    }

    private static NpgsqlBatchCommand On(Page page, string sql)
    {
        var command = new NpgsqlBatchCommand(sql);
        command.Parameters.AddRange(page.Parameters().ToArray());
        return command;
    }
}
