using Ausweisstatus.Storage;
using Npgsql;

namespace Ausweisstatus.EventLog;

/// <summary>Commits of facts that are under way, on whichever node. Who begins to listen to changes waits for those that cannot know it yet.</summary>
internal static class RunningCommits
{
    // Who writes facts holds this lock on the events until its end, and takes it before it sees anything. Other transactions, and those of other
    // databases, are nobody's business here, however long they take.
    private const string Find = $"""
        select array(
            select virtualtransaction from pg_locks
            where locktype = 'relation' and mode = 'RowExclusiveLock' and relation = '{StorageSetup.Schema}.mt_events'::regclass
                and database = (select oid from pg_database where datname = current_database()))
        """;

    private const string AreThere = $"""
        select exists (
            select from pg_locks where locktype = 'relation' and mode = 'RowExclusiveLock' and relation = '{StorageSetup.Schema}.mt_events'::regclass
                and virtualtransaction = any($1))
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <summary>Returns when all that run at the call are over.</summary>
    /// <exception cref="TimeoutException">One takes too long.</exception>
    public static async Task AreOverAsync(NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var find = database.CreateCommand(Find);
        var running = (string[])(await find.ExecuteScalarAsync(cancellation))!;
        if (running.Length == 0)
        {
            return;
        }

        await using var ask = database.CreateCommand(AreThere);
        ask.Parameters.AddWithValue(running);
        var deadline = DateTime.UtcNow + Patience;
        while ((bool)(await ask.ExecuteScalarAsync(cancellation))!)
        {
            if (DateTime.UtcNow > deadline)
            {
                throw new TimeoutException("Commits that were running do not end.");
            }

            await Task.Delay(Pause, cancellation);
        }
    }
}
