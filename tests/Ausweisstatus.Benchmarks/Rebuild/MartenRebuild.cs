using System.Diagnostics;
using Ausweisstatus.Benchmarks.MartenPeer;
using Ausweisstatus.Benchmarks.Measuring;
using Ausweisstatus.Benchmarks.Stage;

namespace Ausweisstatus.Benchmarks.Rebuild;

/// <summary>The peer: Marten's own rebuild of as many documents with as many facts, default settings, in this process.</summary>
internal sealed class MartenRebuild : IContender, IDisposable
{
    private readonly TutorialStore store;
    private readonly int documents;

    private MartenRebuild(TutorialStore store, int documents) => (this.store, this.documents) = (store, documents);

    public string Description => "Marten's own rebuild, default settings";

    public static async Task<MartenRebuild> CreateAsync(string connectionString, int documents, CancellationToken cancellation)
    {
        var store = await TutorialStore.CreateAsync(connectionString);
        await store.TellAsync(documents, cancellation);
        return new MartenRebuild(store, documents);
    }

    public async Task<Sample> MeasureAsync(TimeSpan duration, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        await store.RebuildAsync(cancellation);
        var elapsed = watch.Elapsed;
        return await store.CountAsync(cancellation) == documents
            ? new Sample(documents * Stories.FactsOfEach / elapsed.TotalSeconds)
            : throw new BenchmarkFailedException("The peer did not make every document; nothing is measured.");
    }

    public void Dispose() => store.Dispose();
}
