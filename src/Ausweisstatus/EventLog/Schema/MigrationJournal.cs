using Ausweisstatus.Problems;
using Ausweisstatus.Storage;
using Npgsql;

namespace Ausweisstatus.EventLog.Schema;

/// <summary>Which scripts were applied, as DbUp writes it down.</summary>
internal static class MigrationJournal
{
    public const string Table = "migrations";

    /// <summary>
    /// Whether nothing is left to migrate. Also for a role that may not migrate, which DbUp would not tell: it wants to write. A journal that
    /// cannot be read is DbUp's to make, or to complain about.
    /// </summary>
    public static async Task<bool> NamesAllAsync(NpgsqlDataSource database, CancellationToken cancellation)
    {
        var missing = Directory.EnumerateFiles(Migrations.Scripts, "*.sql").Select(Path.GetFileName).ToHashSet();
        try
        {
            await using var names = database.CreateCommand($"select scriptname from {StorageSetup.Schema}.{Table}");
            await using var reader = await names.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
            {
                missing.Remove(reader.GetString(0));
            }
        }
        catch (PostgresException problem) when (!problem.IsDatabaseUnavailable())
        {
            return false;
        }

        return missing.Count == 0;
    }
}
