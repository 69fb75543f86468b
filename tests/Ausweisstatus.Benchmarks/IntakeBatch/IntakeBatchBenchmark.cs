using Ausweisstatus.Benchmarks.MartenPeer;
using Ausweisstatus.Benchmarks.Measuring;
using Ausweisstatus.Benchmarks.Stage;

namespace Ausweisstatus.Benchmarks.IntakeBatch;

/// <summary>Facts in batches of 500 over four connections.</summary>
internal sealed class IntakeBatchBenchmark : IBenchmark
{
    public const int BatchSize = 500;
    public const int Connections = 4;

    public string Name => "intake-batch";

    public async Task<Result> RunAsync(Settings settings, CancellationToken cancellation)
    {
        await using var installation = await Installation.StartAsync(_ => { }, cancellation);
        using var product = new ProductBatches(installation);
        await using var limit = await CopiedRows.CreateAsync(
            "binary COPY of the events into a table with one index, 1,000 a transaction, 4 connections", installation.Database, CopyTarget.WithOneIndex, cancellation);
        await using var second = await CopiedRows.CreateAsync(
            "the same and its streams and documents into tables with the product's own indexes", installation.Database, CopyTarget.WithTheProductsIndexes, cancellation);
        using var peer = new MartenBatches(await TutorialStore.CreateAsync(await installation.NewDatabaseAsync("peer", cancellation)));
        return await Rounds.RunAsync(
            Name, "facts/s", new Goal(ToLimit: 0.5, ToPeer: 3) { ToSecondLimit = 0.8 }, settings,
            new Contenders(product, limit) { SecondLimit = second, Peer = peer }, installation, cancellation);
    }
}
