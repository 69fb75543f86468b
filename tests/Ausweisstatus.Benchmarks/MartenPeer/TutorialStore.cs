using Ausweisstatus.Benchmarks.Feed;
using Ausweisstatus.Benchmarks.Stage;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten;

namespace Ausweisstatus.Benchmarks.MartenPeer;

/// <summary>Marten as its tutorial shows it: default settings, plain events, an inline snapshot; a session and a commit for each piece of work.</summary>
internal sealed class TutorialStore : IDisposable
{
    private const int DocumentsOfImport = 5000;

    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    private readonly DocumentStore store;

    private TutorialStore(DocumentStore store) => this.store = store;

    public static async Task<TutorialStore> CreateAsync(string connectionString)
    {
        var store = DocumentStore.For(options =>
        {
            options.Connection(connectionString);
            options.Projections.Snapshot<MadeDocument>(SnapshotLifecycle.Inline);
        });
        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
        return new TutorialStore(store);
    }

    public async Task RecordAsync(IEnumerable<FeedFact> facts, CancellationToken cancellation)
    {
        await using var session = store.LightweightSession();
        foreach (var fact in facts)
        {
            if (fact.Begins) session.Events.StartStream<MadeDocument>(fact.Document, Told.By(fact));
            else session.Events.Append(fact.Document, Told.By(fact));
        }

        await session.SaveChangesAsync(cancellation);
    }

    /// <summary>Documents with as many facts as those of the product, each document's facts together, without snapshots.</summary>
    public async Task ImportAsync(int documents, CancellationToken cancellation)
    {
        foreach (var chunk in Enumerable.Range(0, documents).Chunk(DocumentsOfImport))
        {
            var streams = chunk.Select(document => StreamAction.Start(store.Events, Stories.Id(document), Told.All(document))).ToList();
            await store.BulkInsertEventsAsync(streams, cancellation: cancellation);
        }

    }

    public async Task RebuildAsync(CancellationToken cancellation)
    {
        using var daemon = await store.BuildProjectionDaemonAsync();
        await daemon.RebuildProjectionAsync<MadeDocument>(Patience, cancellation);
    }

    public async Task<int> CountAsync(CancellationToken cancellation)
    {
        await using var session = store.QuerySession();
        return await session.Query<MadeDocument>().CountAsync(cancellation);
    }

    public void Dispose() => store.Dispose();
}
