using Ausweisstatus.Benchmarks.MartenPeer;
using Ausweisstatus.Benchmarks.Measuring;
using Ausweisstatus.Benchmarks.Stage;

namespace Ausweisstatus.Benchmarks.IntakeSingle;

/// <summary>Facts one by one, 64 at a time.</summary>
internal sealed class IntakeSingleBenchmark : IBenchmark
{
    public const int AtOnce = 64;

    public string Name => "intake-single";

    public async Task<Result> RunAsync(Settings settings, CancellationToken cancellation)
    {
        await using var installation = await Installation.StartAsync(_ => { }, cancellation);
        using var product = new ProductSingles(installation);
        await using var limit = await SingleInserts.CreateAsync(installation.Database, installation.DatabaseForSuperuser, cancellation);
        using var peer = new MartenSingles(await TutorialStore.CreateAsync(await installation.NewDatabaseAsync("peer", cancellation)));
        return await Rounds.RunAsync(
            Name, "facts/s", new Goal(ToLimit: 1, ToPeer: 5), settings, new Contenders(product, limit) { Peer = peer }, installation, cancellation);
    }
}
