using Ausweisstatus.Benchmarks.Feed;
using Ausweisstatus.Benchmarks.Measuring;
using Npgsql;

namespace Ausweisstatus.Benchmarks.IntakeBatch;

/// <summary>A limit: as many rows, written the fastest way PostgreSQL has, durable, 1,000 events a transaction.</summary>
internal sealed class CopiedRows : IContender, IAsyncDisposable
{
    private const int EventsPerTransaction = 1000;
    private const int Workers = IntakeBatchBenchmark.Connections;

    private readonly NpgsqlDataSource database;
    private readonly CopyTarget[] targets;
    private readonly Stock<EventRow[]> stock;
    private long sequence;

    private CopiedRows(string description, NpgsqlDataSource database, CopyTarget[] targets)
    {
        (Description, this.database, this.targets) = (description, database, targets);
        PrintShopFeed[] feeds = [.. Enumerable.Range(0, Workers).Select(worker => new PrintShopFeed(worker))];
        stock = new Stock<EventRow[]>(
            Workers, 60, worker => [.. feeds[worker].NextBatch(EventsPerTransaction).Select(fact => EventRow.Of(fact, ++sequence))]);
    }

    public string Description { get; }

    public static async Task<CopiedRows> CreateAsync(string description, string connectionString, CopyTarget[] targets, CancellationToken cancellation)
    {
        var database = NpgsqlDataSource.Create(connectionString);
        await using var create = database.CreateCommand($"create schema if not exists bench; {string.Join("; ", targets.Select(target => target.Create))}");
        await create.ExecuteNonQueryAsync(cancellation);
        return new CopiedRows(description, database, targets);
    }

    public async Task<Sample> MeasureAsync(TimeSpan duration, CancellationToken cancellation)
    {
        stock.Fill(duration);
        var sample = await Crew.WorkAsync(Workers, duration, StepAsync, cancellation);
        stock.Learn(sample.Value / EventsPerTransaction);
        return sample;

        async Task<int> StepAsync(int worker)
        {
            if (stock.Take(worker) is not { } rows)
            {
                return 0;
            }

            await using var connection = await database.OpenConnectionAsync(cancellation);
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            foreach (var target in targets)
            {
                await using var copy = await connection.BeginBinaryImportAsync(target.Copy, cancellation);
                foreach (var row in target.Of(rows))
                {
                    await target.WriteAsync(row, copy, cancellation);
                }

                await copy.CompleteAsync(cancellation);
            }

            await transaction.CommitAsync(cancellation);
            return rows.Length;
        }
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();
}
