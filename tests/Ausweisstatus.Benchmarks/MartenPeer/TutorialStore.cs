using System.Diagnostics;
using Ausweisstatus.Benchmarks.Feed;
using Ausweisstatus.Benchmarks.Stage;
using JasperFx.Events.Projections;
using Marten;

namespace Ausweisstatus.Benchmarks.MartenPeer;

/// <summary>Marten as its tutorial shows it: default settings, plain events, an inline snapshot; a session and a commit for each piece of work.</summary>
internal sealed class TutorialStore : IDisposable
{
    private const int FactsOfSession = 500;

    private static readonly TimeSpan LineEvery = TimeSpan.FromSeconds(5);
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
            if (fact.Begins)
            {
                session.Events.StartStream<MadeDocument>(fact.Document, Told.By(fact));
            }
            else
            {
                session.Events.Append(fact.Document, Told.By(fact));
            }
        }

        await session.SaveChangesAsync(cancellation);
    }

    /// <summary>The product's stories, told to the peer in the same order.</summary>
    public async Task TellAsync(int documents, CancellationToken cancellation)
    {
        var (told, line) = (0, Stopwatch.StartNew());
        foreach (var facts in Stories.InOrderOfTime(0, documents).Chunk(FactsOfSession))
        {
            if (line.Elapsed > LineEvery)
            {
                await Console.Error.WriteLineAsync($"stage: {told} of {documents * Stories.FactsOfEach} facts told to the peer");
                line.Restart();
            }

            told += facts.Length;
            await using var session = store.LightweightSession();
            foreach (var (document, step) in facts)
            {
                if (step == 0)
                {
                    session.Events.StartStream<MadeDocument>(Stories.Id(document), Told.Of(document, step));
                }
                else
                {
                    session.Events.Append(Stories.Id(document), Told.Of(document, step));
                }
            }

            await session.SaveChangesAsync(cancellation);
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
