using System.Diagnostics;
using Ausweisstatus.Benchmarks.Measuring;
using Npgsql;

namespace Ausweisstatus.Benchmarks.Projections;

/// <summary>The limit: the same events in the same order, read and forgotten.</summary>
internal sealed class ReadEvents(string connectionString) : IContender, IAsyncDisposable
{
    private readonly NpgsqlDataSource database = NpgsqlDataSource.Create(connectionString);

    public string Description => "reading the same events with Npgsql, in the order of their sequence";

    public async Task<Sample> MeasureAsync(TimeSpan duration, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        await using var command = database.CreateCommand(
            "select seq_id, tenant_id, stream_id, version, id, type, data, timestamp from ausweisstatus.mt_events order by seq_id");
        command.CommandTimeout = 0;
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var rows = 0L;
        while (await reader.ReadAsync(cancellation))
        {
            _ = (reader.GetInt64(0), reader.GetString(1), reader.GetGuid(2), reader.GetInt64(3), reader.GetGuid(4), reader.GetString(5), reader.GetFieldValue<byte[]>(6), reader.GetFieldValue<DateTime>(7));
            rows++;
        }

        return new Sample(rows / watch.Elapsed.TotalSeconds);
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();
}
