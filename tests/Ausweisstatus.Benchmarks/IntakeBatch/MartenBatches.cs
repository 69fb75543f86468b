using Ausweisstatus.Benchmarks.Feed;
using Ausweisstatus.Benchmarks.MartenPeer;
using Ausweisstatus.Benchmarks.Measuring;

namespace Ausweisstatus.Benchmarks.IntakeBatch;

/// <summary>The peer: the same feed straight into Marten, one session for a batch.</summary>
internal sealed class MartenBatches : IContender, IDisposable
{
    private const int BatchSize = IntakeBatchBenchmark.BatchSize;
    private const int Workers = IntakeBatchBenchmark.Connections;

    private readonly TutorialStore store;
    private readonly Stock<FeedFact[]> stock;

    public MartenBatches(TutorialStore store)
    {
        this.store = store;
        PrintShopFeed[] feeds = [.. Enumerable.Range(0, Workers).Select(worker => new PrintShopFeed(worker))];
        stock = new Stock<FeedFact[]>(Workers, 40, worker => feeds[worker].NextBatch(BatchSize));
    }

    public string Description => "Marten as in its tutorial, a session for 500, 4 workers, no HTTP";

    public async Task<Sample> MeasureAsync(TimeSpan duration, CancellationToken cancellation)
    {
        stock.Fill(duration);
        var sample = await Crew.WorkAsync(Workers, duration, StepAsync, cancellation);
        stock.Learn(sample.Value / BatchSize);
        return sample;

        async Task<int> StepAsync(int worker)
        {
            if (stock.Take(worker) is not { } batch)
            {
                return 0;
            }

            await store.RecordAsync(batch, cancellation);
            return BatchSize;
        }
    }

    public void Dispose() => store.Dispose();
}
