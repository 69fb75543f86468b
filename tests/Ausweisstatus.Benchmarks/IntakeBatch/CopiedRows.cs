using Ausweisstatus.Benchmarks.Feed;
using Ausweisstatus.Benchmarks.Measuring;
using Npgsql;

namespace Ausweisstatus.Benchmarks.IntakeBatch;

/// <summary>The limit: as many rows, written the fastest way PostgreSQL has, durable, 1,000 rows a transaction.</summary>
internal sealed class CopiedRows : IContender, IAsyncDisposable
{
    private const int RowsPerTransaction = 1000;
    private const int Workers = IntakeBatchBenchmark.Connections;

    private readonly NpgsqlDataSource database;
    private readonly Stock<EventRow[]> stock;
    private long sequence;

    private CopiedRows(NpgsqlDataSource database)
    {
        this.database = database;
        PrintShopFeed[] feeds = [.. Enumerable.Range(0, Workers).Select(worker => new PrintShopFeed(worker))];
        stock = new Stock<EventRow[]>(
            Workers, 60, worker => [.. feeds[worker].NextBatch(RowsPerTransaction).Select(fact => EventRow.Of(fact, ++sequence))]);
    }

    public string Description => "binary COPY, 1,000 rows a transaction, 4 connections";

    public static async Task<CopiedRows> CreateAsync(string connectionString, CancellationToken cancellation)
    {
        var database = NpgsqlDataSource.Create(connectionString);
        await using var create = database.CreateCommand(EventRow.CreateTable("copied"));
        await create.ExecuteNonQueryAsync(cancellation);
        return new CopiedRows(database);
    }

    public async Task<Sample> MeasureAsync(TimeSpan duration, CancellationToken cancellation)
    {
        stock.Fill(duration);
        var sample = await Crew.WorkAsync(Workers, duration, StepAsync, cancellation);
        stock.Learn(sample.Value / RowsPerTransaction);
        return sample;

        async Task<int> StepAsync(int worker)
        {
            if (stock.Take(worker) is not { } rows)
            {
                return 0;
            }

            await using var connection = await database.OpenConnectionAsync(cancellation);
            await using var copy = await connection.BeginBinaryImportAsync($"copy bench.copied ({EventRow.Columns}) from stdin (format binary)", cancellation);
            foreach (var row in rows)
            {
                await row.WriteAsync(copy, cancellation);
            }

            await copy.CompleteAsync(cancellation);
            return rows.Length;
        }
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();
}
