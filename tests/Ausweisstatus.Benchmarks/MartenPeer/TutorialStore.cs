using Ausweisstatus.Benchmarks.Feed;
using JasperFx.Events.Projections;
using Marten;

namespace Ausweisstatus.Benchmarks.MartenPeer;

/// <summary>Marten as its tutorial shows it: default settings, plain events, an inline snapshot; a session and a commit for each piece of work.</summary>
internal sealed class TutorialStore : IDisposable
{
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

    public void Dispose() => store.Dispose();
}
