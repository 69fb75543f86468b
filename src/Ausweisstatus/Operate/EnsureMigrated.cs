using System.Diagnostics;
using Ausweisstatus.EventLog.Schema;
using Ausweisstatus.Problems;
using Ausweisstatus.Storage;
using Npgsql;

namespace Ausweisstatus.Operate;

/// <summary>What a node does before it starts: it brings the database up to date, or does not start where it may not.</summary>
internal static class EnsureMigrated
{
    // Where a machine starts, the database and we start together, and it takes longer.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(250);

    /// <exception cref="StartException">Scripts are missing, and the role of the connection string may not apply them.</exception>
    /// <exception cref="MigrationException">A script failed.</exception>
    public static async Task RunAsync(string connectionString, CancellationToken cancellation)
    {
        await using var database = StorageSetup.DataSource(connectionString);
        if (await IsUpToDateAsync(database, cancellation))
        {
            return;
        }

        if (!await Migrations.MayAsync(database, cancellation))
        {
            throw new StartException("The database is not up to date, and the role that the host connects as may not change it. As its owner: ausweis migrate");
        }

        await Migrations.ApplyAsync(connectionString, cancellation);
    }

    private static async Task<bool> IsUpToDateAsync(NpgsqlDataSource database, CancellationToken cancellation)
    {
        var began = Stopwatch.GetTimestamp();
        for (var isFirst = true; ; isFirst = false)
        {
            try
            {
                return await MigrationJournal.NamesAllAsync(database, cancellation);
            }
            catch (Exception problem) when (problem.IsDatabaseUnavailable() && Stopwatch.GetElapsedTime(began) < Patience)
            {
                if (isFirst)
                {
                    await Console.Error.WriteLineAsync($"ausweis: the database does not answer yet; waiting for it, at most {Patience.TotalSeconds:0} seconds.");
                }

                await Task.Delay(BetweenTries, cancellation);
            }
        }
    }
}
