using Ausweisstatus.EventLog;
using Ausweisstatus.Notify.Webhooks;
using Ausweisstatus.Storage;
using Npgsql;

namespace Ausweisstatus.Notify;

/// <summary>A part of the feed.</summary>
/// <param name="Changes">Oldest first, each with its position.</param>
/// <param name="Last">The last position of all when it was read, whosever change has it.</param>
/// <param name="IsKept">False where what follows the position may be gone, or the position was never given to anybody.</param>
internal sealed record FeedPart(List<(long Position, Change Change)> Changes, long Last, bool IsKept);

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

    // Without gaps, so that the first position that is left says which are gone.
    private const string Number = $"""
        update {Table} as change set position = numbered.position
        from (
            select id, (select coalesce(max(position), 0) from {Table}) + row_number() over (order by written) as position
            from {Table} where position is null
        ) as numbered
        where change.id = numbered.id
        """;

    // One statement, so that nothing is purged between the look at the ends and the read.
    private const string Read = $"""
        with ends as (select coalesce(min(position), 1) as first, coalesce(max(position), 0) as last from {Table})
        select last, $2 between first - 1 and last, position, id, tenant_id, order_number, document, kind, before, stage, since, correction
        from ends left join lateral
            (select * from {Table} where tenant_id = any($1) and position > $2 order by position limit $3) as change on true
        order by position
        """;

    // The oldest first, up to the first that is young, or that a webhook is still to be told. The very last stays: the next are counted from it.
    private const string Purge = $"""
        delete from {Table} where position < (
            select least(
                (select max(position) from {Table}),
                (select min(position) + $2 from {Table}),
                (select position from {Table} where recorded_at >= now() - $1 and position is not null order by position limit 1),
                (select min(next.position) from {WebhookRows.Table} as webhook cross join lateral
                    (select position from {Table} as change where change.tenant_id = webhook.tenant_id and change.position > webhook.position
                    order by position limit 1) as next
                where webhook.disabled is null)))
        """;

    private const string Last = $"select coalesce(max(position), 0) from {Table}";

    private const string Listen = $"""
        insert into {StorageSetup.Schema}.listeners (tenant_id, listener, kind) select unnest($1), $2, 'feed'
        on conflict (tenant_id, kind, listener) do nothing
        """;

    // A long transaction keeps the database from tidying up.
    private const long PurgedAtOnce = 10_000;

    /// <summary>What follows a position, for these authorities.</summary>
    public async Task<FeedPart> ReadAsync(string[] authorities, long after, int limit, CancellationToken cancellation)
    {
        await NumberAsync(cancellation);
        await using var command = database.CreateCommand(Read, authorities, after, limit);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        List<(long, Change)> changes = [];
        var (last, isKept) = (0L, true);
        while (await reader.ReadAsync(cancellation))
        {
            (last, isKept) = (reader.GetInt64(0), reader.GetBoolean(1));
            if (!reader.IsDBNull(2))
            {
                changes.Add((reader.GetInt64(2), new Change(
                    reader.GetGuid(3), reader.GetString(4), reader.GetString(5), reader.GetGuid(6), reader.TextAt(7), reader.TextAt(8),
                    reader.TextAt(9), reader.TimeAt(10), reader.GetBoolean(11))));
            }
        }

        return new(changes, last, isKept);
    }

    /// <summary>Has the changes of these authorities recorded from now on.</summary>
    /// <param name="authorities">Of a client.</param>
    /// <param name="client">Who reads them.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The position that all of them follow. Commits that did not know of the listener yet are over.</returns>
    /// <exception cref="TimeoutException">A commit takes too long.</exception>
    public async Task<long> ListenAsync(string[] authorities, string client, CancellationToken cancellation)
    {
        await using (var listen = database.CreateCommand(Listen, authorities, client))
        {
            await listen.ExecuteNonQueryAsync(cancellation);
        }

        // Also where it was registered before: that request may be waiting still, or was told to come again.
        await RunningCommits.AreOverAsync(database, cancellation);

        await NumberAsync(cancellation);
        await using var last = database.CreateCommand(Last);
        return (long)(await last.ExecuteScalarAsync(cancellation))!;
    }

    /// <summary>Removes what is older, but nothing that a webhook is still to be told.</summary>
    public async Task PurgeAsync(TimeSpan keepFor, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Purge, keepFor, PurgedAtOnce);
        while (await command.ExecuteNonQueryAsync(cancellation) > 0)
        {
        }
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
}
