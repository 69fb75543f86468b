using Ausweisstatus.Benchmarks.Feed;
using Ausweisstatus.Benchmarks.MartenPeer;
using Ausweisstatus.Benchmarks.Measuring;

namespace Ausweisstatus.Benchmarks.IntakeSingle;

/// <summary>The peer: the same facts straight into Marten, a session and a commit for each.</summary>
internal sealed class MartenSingles : IContender, IDisposable
{
    private const int AtOnce = IntakeSingleBenchmark.AtOnce;

    private readonly TutorialStore store;
    private readonly Stock<FeedFact> stock;

    public MartenSingles(TutorialStore store)
    {
        this.store = store;
        var facts = new SingleFacts(AtOnce);
        stock = new Stock<FeedFact>(AtOnce, 400, facts.Next);
    }

    public string Description => "Marten as in its tutorial, a session for each fact, 64 at a time, no HTTP";

    public async Task<Sample> MeasureAsync(TimeSpan duration, CancellationToken cancellation)
    {
        stock.Fill(duration);
        var sample = await Crew.WorkAsync(AtOnce, duration, StepAsync, cancellation);
        stock.Learn(sample.Value);
        return sample;

        async Task<int> StepAsync(int worker)
        {
            if (stock.Take(worker) is not { } fact)
            {
                return 0;
            }

            await store.RecordAsync([fact], cancellation);
            return 1;
        }
    }

    public void Dispose() => store.Dispose();
}
