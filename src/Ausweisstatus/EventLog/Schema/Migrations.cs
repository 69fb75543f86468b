using Ausweisstatus.Storage;
using DbUp;
using DbUp.Engine;
using Npgsql;

namespace Ausweisstatus.EventLog.Schema;

/// <summary>The reviewed, numbered SQL of <c>migrations/</c>: each script is applied once, in order, in a transaction of its own.</summary>
internal static class Migrations
{
    // Two nodes that start together must not migrate together.
    private const long LockKey = 0x4175737765697331;

    internal static string Scripts { get; } = Path.Combine(AppContext.BaseDirectory, "migrations");

    /// <inheritdoc cref="ApplyAsync(string, string?, CancellationToken)"/>
    public static Task<IReadOnlyList<string>> ApplyAsync(string connectionString, CancellationToken cancellationToken = default) =>
        ApplyAsync(connectionString, hostRole: null, cancellationToken);

    /// <summary>Brings the database up to date, and gives every host's role what it needs of it.</summary>
    /// <param name="connectionString">Of the role that owns the database.</param>
    /// <param name="hostRole">A further role that hosts connect as; it is remembered.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The names of the scripts that were applied; empty where there was nothing to do.</returns>
    /// <exception cref="MigrationException">A script failed; it was rolled back, those before it stay. Or the role cannot be a host's.</exception>
    public static async Task<IReadOnlyList<string>> ApplyAsync(
        string connectionString, string? hostRole, CancellationToken cancellationToken = default)
    {
        // The lock goes with the connection, which therefore must not live on in a pool. The journal lives in the schema, so the schema comes before the first script.
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        if (hostRole is not null)
        {
            await HostRole.CheckAsync(connection, hostRole, cancellationToken);
        }

        await using var claim = new NpgsqlCommand(
            $"select pg_advisory_lock({LockKey}); create schema if not exists {StorageSetup.Schema}", connection);
        await claim.ExecuteNonQueryAsync(cancellationToken);

        var result = await Task.Run(Upgrader(connectionString).PerformUpgrade, cancellationToken);
        if (!result.Successful)
        {
            throw new MigrationException(result.ErrorScript?.Name ?? "The journal of migrations", result.Error);
        }

        await HostRole.GrantAsync(connection, hostRole, cancellationToken);
        return [.. result.Scripts.Select(script => script.Name)];
    }

    /// <summary>Whether this role may bring the database up to date; a host's may not.</summary>
    public static async Task<bool> MayAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var may = database.CreateCommand($"""
            select case when to_regnamespace('{StorageSetup.Schema}') is null then has_database_privilege(current_database(), 'create')
                else has_schema_privilege('{StorageSetup.Schema}', 'create') end
            """);
        return (bool)(await may.ExecuteScalarAsync(cancellationToken))!;
    }

    private static UpgradeEngine Upgrader(string connectionString) =>
        DeployChanges.To.PostgresqlDatabase(connectionString)
            .WithScriptsFromFileSystem(Scripts)
            .JournalToPostgresqlTable(StorageSetup.Schema, MigrationJournal.Table)
            .WithTransactionPerScript()
            // $ is PostgreSQL's quote around function bodies, not a variable of ours.
            .WithVariablesDisabled()
            .LogToNowhere()
            .Build();
}
