using Ausweisstatus.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Ausweisstatus.EventLog.Rebuild;

/// <summary>Counts in the row of a job what it repaired, in the transaction of the repair: so it is counted once, however often a job is interrupted.</summary>
internal static class JobCount
{
    /// <summary>So many examples are kept.</summary>
    public const int Examples = 20;

    private static readonly string Sql = $"""
        update {StorageSetup.Schema}.rebuilds
        set differing = differing + $2, examples = (examples || $3)[1:{Examples}], examples_what = (examples_what || $4)[1:{Examples}]
        where id = $1
        """;

    /// <param name="connection">In the transaction of the repair.</param>
    /// <param name="order">Whose job it is. A preview repairs nothing and is counted otherwise.</param>
    /// <param name="repaired">How many.</param>
    /// <param name="examples">Some of them.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task AddAsync(
        NpgsqlConnection connection, RebuildOrder order, long repaired, IReadOnlyList<Difference> examples, CancellationToken cancellation)
    {
        if (order.Job is not { } job || order.IsPreview || repaired == 0)
        {
            return;
        }

        await using var command = new NpgsqlCommand(Sql, connection)
        {
            Parameters =
            {
                new() { Value = job },
                new() { Value = repaired },
                new() { Value = examples.Select(one => one.Document).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid },
                new() { Value = examples.Select(one => one.What).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar },
            },
        };
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
