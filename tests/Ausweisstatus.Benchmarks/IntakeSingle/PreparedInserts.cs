using Ausweisstatus.Benchmarks.Measuring;
using Npgsql;

namespace Ausweisstatus.Benchmarks.IntakeSingle;

/// <summary>The same as pgbench does, where there is none.</summary>
internal sealed class PreparedInserts(string connectionString) : SingleInserts.ILimit
{
    private const int AtOnce = IntakeSingleBenchmark.AtOnce;

    private readonly NpgsqlConnection[] connections = new NpgsqlConnection[AtOnce];
    private readonly NpgsqlCommand[] inserts = new NpgsqlCommand[AtOnce];

    public string Description => "no pgbench here; Npgsql, prepared insert of one row, 64 connections";

    public async Task<Sample> MeasureAsync(TimeSpan duration, CancellationToken cancellation)
    {
        await PrepareAsync(cancellation);
        return await Crew.WorkAsync(AtOnce, duration, worker => inserts[worker].ExecuteNonQueryAsync(cancellation), cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var insert in inserts)
        {
            await (insert?.DisposeAsync() ?? ValueTask.CompletedTask);
        }

        foreach (var connection in connections)
        {
            await (connection?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
    }

    private async Task PrepareAsync(CancellationToken cancellation)
    {
        for (var i = 0; i < AtOnce; i++)
        {
            if (inserts[i] is not null)
            {
                continue;
            }

            connections[i] = new NpgsqlConnection(connectionString);
            await connections[i].OpenAsync(cancellation);
            inserts[i] = new NpgsqlCommand(SingleInserts.Insert, connections[i]);
            await inserts[i].PrepareAsync(cancellation);
        }
    }
}
