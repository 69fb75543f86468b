using Ausweisstatus.Storage;
using Npgsql;

namespace Ausweisstatus.Notify;

/// <summary>
/// The recorded changes in an order that never skips. A sequence alone would: it is drawn before the commit, so that a lower number can
/// appear after a higher one was read. Here a change gets its position after its commit, by one reader at a time (ADR 24).
/// </summary>
internal sealed class ChangeFeed(NpgsqlDataSource database)
{
    private const long LockKey = 0x4175737765697332;
    private const string Table = $"{StorageSetup.Schema}.changes";

    private const string AreUnnumbered = $"select exists (select from {Table} where position is null)";

    // Two statements: what the second one sees is from after the lock.
    private static readonly string Lock = $"select pg_advisory_xact_lock({LockKey})";

    private const string Number = $"""
        update {Table} as change set position = numbered.position
        from (
            select id, nextval('{Table}_position') as position
            from (select id from {Table} where position is null order by written) as unnumbered
        ) as numbered
        where change.id = numbered.id
        """;

    private const string Read = $"""
        select position, id, tenant_id, order_number, document, kind, before, stage, since, correction from {Table}
        where tenant_id = any($1) and position > $2 order by position limit $3
        """;

    private const string Last = $"select coalesce(max(position), 0) from {Table}";

    private const string Listen = $"""
        insert into {StorageSetup.Schema}.listeners (tenant_id, listener, kind) select unnest($1), $2, 'feed'
        on conflict (tenant_id, kind, listener) do nothing
        """;

    private const string Now = "select pg_snapshot_xmax(pg_current_snapshot())::text";
    private const string AreOver = "select pg_snapshot_xmin(pg_current_snapshot()) >= $1::text::xid8";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>What follows a position, for these authorities.</summary>
    /// <returns>The changes, oldest first, each with its position.</returns>
    public async Task<List<(long Position, Change Change)>> ReadAsync(string[] authorities, long after, int limit, CancellationToken cancellation)
    {
        await NumberAsync(cancellation);
        await using var command = database.CreateCommand(Read, authorities, after, limit);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        List<(long, Change)> changes = [];
        while (await reader.ReadAsync(cancellation))
        {
            changes.Add((reader.GetInt64(0), new Change(
                reader.GetGuid(1), reader.GetString(2), reader.GetString(3), reader.GetGuid(4), reader.TextAt(5), reader.TextAt(6),
                reader.TextAt(7), reader.TimeAt(8), reader.GetBoolean(9))));
        }

        return changes;
    }

    /// <summary>Has the changes of these authorities recorded from now on.</summary>
    /// <param name="authorities">Of a client.</param>
    /// <param name="client">Who reads them.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The position that all of them follow. Commits that did not know of the listener yet are over.</returns>
    /// <exception cref="TimeoutException">Other transactions on the database take too long.</exception>
    public async Task<long> ListenAsync(string[] authorities, string client, CancellationToken cancellation)
    {
        await using (var listen = database.CreateCommand(Listen, authorities, client))
        {
            await listen.ExecuteNonQueryAsync(cancellation);
        }

        // Also where it was registered before: that request may be waiting still, or was told to come again.
        await WaitForRunningCommitsAsync(cancellation);

        await NumberAsync(cancellation);
        await using var last = database.CreateCommand(Last);
        return (long)(await last.ExecuteScalarAsync(cancellation))!;
    }

    /// <summary>Gives a position to every change that is committed and has none.</summary>
    public async Task NumberAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var ask = new NpgsqlCommand(AreUnnumbered, connection);
        if (!(bool)(await ask.ExecuteScalarAsync(cancellation))!)
        {
            return;
        }

        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        foreach (var sql in new[] { Lock, Number })
        {
            await using var command = new NpgsqlCommand(sql, connection, transaction);
            await command.ExecuteNonQueryAsync(cancellation);
        }

        await transaction.CommitAsync(cancellation);
    }

    /// <summary>Returns when all transactions that ran at the call are over, and with them those that do not know of a listener yet.</summary>
    /// <exception cref="TimeoutException">They take too long.</exception>
    public async Task WaitForRunningCommitsAsync(CancellationToken cancellation)
    {
        await using var now = database.CreateCommand(Now);
        await using var ask = database.CreateCommand(AreOver, (string)(await now.ExecuteScalarAsync(cancellation))!);
        var deadline = DateTime.UtcNow + Patience;
        while (!(bool)(await ask.ExecuteScalarAsync(cancellation))!)
        {
            if (DateTime.UtcNow > deadline)
            {
                throw new TimeoutException("Transactions that were running do not end.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(10), cancellation);
        }
    }
}
