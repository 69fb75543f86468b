using Ausweisstatus.EventLog.Schema;
using Ausweisstatus.Storage;

namespace Ausweisstatus.Operate;

/// <summary>What a node does before it starts: it brings the database up to date, or does not start where it may not.</summary>
internal static class EnsureMigrated
{
    /// <exception cref="StartException">Scripts are missing, and the role of the connection string may not apply them.</exception>
    /// <exception cref="MigrationException">A script failed.</exception>
    public static async Task RunAsync(string connectionString, CancellationToken cancellation)
    {
        await using var database = StorageSetup.DataSource(connectionString);
        if (await MigrationJournal.NamesAllAsync(database, cancellation))
        {
            return;
        }

        if (!await Migrations.MayAsync(database, cancellation))
        {
            throw new StartException("The database is not up to date, and the role that the host connects as may not change it. As its owner: ausweis migrate");
        }

        await Migrations.ApplyAsync(connectionString, cancellation);
    }
}
