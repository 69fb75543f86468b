using System.Diagnostics;
using Ausweisstatus.Benchmarks.Measuring;
using Ausweisstatus.Benchmarks.Stage;
using Npgsql;

namespace Ausweisstatus.Benchmarks.Rebuild;

/// <summary>The limit: the same rows in the same order, read and forgotten, over as many connections.</summary>
internal sealed class ReadRows(string connectionString, int documents) : IContender, IAsyncDisposable
{
    private const string Half = """
        select tenant_id, stream_id, version, id, type, data, headers ->> 'order' from ausweisstatus.mt_events
        where tenant_id between $1 and $2 order by tenant_id, stream_id, version
        """;

    private readonly NpgsqlDataSource database = NpgsqlDataSource.Create(connectionString);

    public string Description => "reading the same rows with Npgsql, 2 connections";

    public async Task<Sample> MeasureAsync(TimeSpan duration, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        var rows = await Task.WhenAll(
            Task.Run(() => ReadAsync("authority-01", "authority-10", cancellation), cancellation),
            Task.Run(() => ReadAsync("authority-11", "authority-20", cancellation), cancellation));
        return rows.Sum() == (long)documents * Stories.FactsOfEach
            ? new Sample(rows.Sum() / watch.Elapsed.TotalSeconds)
            : throw new BenchmarkFailedException("Not every fact was read; nothing is measured.");
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();

    private async Task<long> ReadAsync(string from, string to, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Half);
        command.CommandTimeout = 0;
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = from });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = to });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var rows = 0L;
        while (await reader.ReadAsync(cancellation))
        {
            _ = (reader.GetString(0), reader.GetGuid(1), reader.GetInt64(2), reader.GetGuid(3), reader.GetString(4), reader.GetFieldValue<byte[]>(5), reader.GetString(6));
            rows++;
        }

        return rows;
    }
}
