using Ausweisstatus.Benchmarks.Measuring;
using Ausweisstatus.Benchmarks.Stage;
using Ausweisstatus.Messaging;

namespace Ausweisstatus.Benchmarks.Projections;

/// <summary>The read models that may lag: how fast they see a backlog, and how soon a fact that was just answered.</summary>
internal sealed class ProjectionsBenchmark : IBenchmark
{
    private const int Goal = 5000;

    public string Name => "projections";

    public bool HasVariants => false;

    public async Task<Result> RunAsync(Settings settings, CancellationToken cancellation)
    {
        await using var installation = await Installation.StartAsync(_ => { }, cancellation, NodeRole.All);
        var documents = Math.Max(1, settings.Facts / Stories.FactsOfEach / (settings.Rounds + 1));
        var stories = new StoredStories(new Stories(installation.Keys), installation.DatabaseForSuperuser);
        await using var product = new Backlog(installation, stories, documents);
        await using var limit = new ReadEvents(installation.Database);
        var result = await Rounds.RunAsync(Name, "facts/s", new Goal(null, null), settings, new Contenders(product, limit), installation, cancellation);
        await using var seen = new UntilSeen(installation);
        var milliseconds = await seen.MeasureAsync(settings.Duration * settings.Rounds, cancellation);
        return result with
        {
            Figures =
            [
                new Figure("seen of a backlog by both, median", result.Product.Rate, "facts/s", $"≥ {Goal}"),
                new Figure("facts posted at 500 a second", milliseconds.Length, "facts"),
                new Figure("from the 201 until both had seen it, p50", At(milliseconds, 0.5), "ms"),
                new Figure("from the 201 until both had seen it, p99", At(milliseconds, 0.99), "ms", "< 1000"),
            ],
        };
    }

    private static double At(double[] sorted, double part) => sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * part))];
}
