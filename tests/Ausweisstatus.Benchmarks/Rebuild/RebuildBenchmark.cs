using Ausweisstatus.Benchmarks.Measuring;
using Ausweisstatus.Benchmarks.Stage;

namespace Ausweisstatus.Benchmarks.Rebuild;

/// <summary>Every document from its facts, its table emptied before.</summary>
internal sealed class RebuildBenchmark : IBenchmark
{
    public string Name => "rebuild";

    public async Task<Result> RunAsync(Settings settings, CancellationToken cancellation)
    {
        var program = await settings.Programs.ProductAsync(cancellation);
        await using var installation = await Installation.StartAsync(_ => { }, cancellation);
        var documents = Math.Max(1, settings.Facts / Stories.FactsOfEach);
        await new StoredStories(new Stories(installation.Keys), installation.DatabaseForSuperuser).FillAsync(documents, there: 0, cancellation);
        await using var product = new RebuildProcess(program, installation);
        await using var limit = new ReadRows(installation.Database, documents);
        using var peer = await MartenRebuild.CreateAsync(await installation.NewDatabaseAsync("peer", cancellation), documents, cancellation);
        var result = await Rounds.RunAsync(Name, "facts/s", new Goal(ToLimit: 0.3, ToPeer: 3), settings, new Contenders(product, limit) { Peer = peer }, installation, cancellation);
        return product.PeakMemory is { } memory
            ? result with { Figures = [new Figure("memory of the rebuild, at most", memory, "MB", "≤ 512")] }
            : result;
    }
}
