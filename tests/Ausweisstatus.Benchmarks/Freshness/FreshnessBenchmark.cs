using System.Globalization;
using Ausweisstatus.Benchmarks.Lookup;
using Ausweisstatus.Benchmarks.Measuring;
using Ausweisstatus.Benchmarks.Stage;

namespace Ausweisstatus.Benchmarks.Freshness;

/// <summary>How soon a citizen is told what a sender has said: who asks, and who watches.</summary>
internal sealed class FreshnessBenchmark : IBenchmark
{
    private const int Watched = 50;

    public string Name => "freshness";

    public bool HasVariants => false;

    public async Task<Result> RunAsync(Settings settings, CancellationToken cancellation)
    {
        await using var installation = await Installation.StartAsync(_ => { }, cancellation);
        var documents = new Documents(installation.Keys, Watched);
        await documents.SendFirstAsync(installation, cancellation);
        await documents.SendAsync(installation, cancellation);
        await using var listening = await Listening.StartAsync(installation, documents, cancellation);
        using var other = new OtherIntake(installation);

        List<Found> rounds = [];
        for (var round = 0; round <= settings.Rounds; round++)
        {
            GC.Collect();
            var found = await BesideAsync(other, listening, settings.Duration, cancellation);
            if (round > 0)
            {
                rounds.Add(found);
            }

            await Console.Error.WriteLineAsync(Line(round, settings.Rounds, found));
        }

        return Of(rounds);
    }

    private static async Task<Found> BesideAsync(OtherIntake other, Listening listening, TimeSpan duration, CancellationToken cancellation)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var intake = other.WorkAsync(over.Token);
        try
        {
            return await listening.MeasureAsync(duration, cancellation);
        }
        finally
        {
            await over.CancelAsync();
            await intake;
        }
    }

    private Result Of(List<Found> rounds)
    {
        var all = Found.Of(rounds);
        return new Result(
            Name, "ms until a watcher is told, p99", new Goal(null, null) { AtMost = true },
            new Measured($"from the answer to the sender to the event, {Watched} documents watched, other intake beside", [.. rounds.Select(P99)]))
        {
            Figures =
            [
                new Figure("facts posted one by one", all.Told.Count, "facts"),
                new Figure("stale answers to who asks after the sender was answered", all.Stale, "answers", "0"),
                new Figure("told after the answer to the sender, p50", all.Percentile(50, told => told.AfterAnswer), "ms"),
                new Figure("told after the answer to the sender, p99", all.Percentile(99, told => told.AfterAnswer), "ms", "< 100"),
                new Figure("told after the sender began to send, p50", all.Percentile(50, told => told.AfterSending), "ms"),
                new Figure("told after the sender began to send, p99", all.Percentile(99, told => told.AfterSending), "ms"),
            ],
        };
    }

    private static Sample P99(Found found)
    {
        var p99 = found.Percentile(99, told => told.AfterAnswer);
        return new Sample(p99, p99);
    }

    private static string Line(int round, int rounds, Found found) => string.Create(CultureInfo.InvariantCulture,
        $"freshness: {(round == 0 ? "warm-up" : $"round {round} of {rounds}")}: {found.Told.Count} facts, {found.Stale} stale, p50 {found.Percentile(50, told => told.AfterAnswer):0.0} ms, p99 {found.Percentile(99, told => told.AfterAnswer):0.0} ms");
}
