using DbUp;
using DbUp.Engine;
using Npgsql;

namespace Ausweisstatus.Storage;

/// <summary>The reviewed, numbered SQL of <c>migrations/</c>: each script is applied once, in order, in a transaction of its own.</summary>
public static class Migrations
{
    // Two nodes that start together must not migrate together.
    private const long LockKey = 0x4175737765697331;

    internal static string Scripts { get; } = Path.Combine(AppContext.BaseDirectory, "migrations");

    /// <summary>Brings the database up to date.</summary>
    /// <returns>The names of the scripts that were applied; empty where there was nothing to do.</returns>
    /// <exception cref="MigrationException">A script failed; it was rolled back, those before it stay.</exception>
    public static async Task<IReadOnlyList<string>> ApplyAsync(string connectionString, CancellationToken cancellationToken = default)
    {
        // The lock goes with the connection, which therefore must not live on in a pool. The journal lives in the schema, so the schema comes before the first script.
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var claim = new NpgsqlCommand(
            $"select pg_advisory_lock({LockKey}); create schema if not exists {StorageSetup.Schema}", connection);
        await claim.ExecuteNonQueryAsync(cancellationToken);

        var result = await Task.Run(Upgrader(connectionString).PerformUpgrade, cancellationToken);
        return result.Successful
            ? [.. result.Scripts.Select(script => script.Name)]
            : throw new MigrationException(result.ErrorScript?.Name ?? "The journal of migrations", result.Error);
    }

    private static UpgradeEngine Upgrader(string connectionString) =>
        DeployChanges.To.PostgresqlDatabase(connectionString)
            .WithScriptsFromFileSystem(Scripts)
            .JournalToPostgresqlTable(StorageSetup.Schema, Journal.Table)
            .WithTransactionPerScript()
            // $ is PostgreSQL's quote around function bodies, not a variable of ours.
            .WithVariablesDisabled()
            .LogToNowhere()
            .Build();
}
