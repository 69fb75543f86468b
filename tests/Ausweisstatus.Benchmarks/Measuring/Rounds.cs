using System.Diagnostics;
using System.Globalization;

namespace Ausweisstatus.Benchmarks.Measuring;

/// <summary>Measures the contenders in turns, so that what disturbs the machine for a while disturbs all of them.</summary>
internal static class Rounds
{
    public static async Task<Result> RunAsync(
        string name, string unit, Goal goal, Settings settings, IContender product, IContender limit, IContender? peer, CancellationToken cancellation)
    {
        IContender[] contenders = peer is null ? [product, limit] : [product, limit, peer];
        List<Sample>[] samples = [[], [], []];
        for (var round = 0; round <= settings.Rounds; round++)
        {
            for (var turn = 0; turn < contenders.Length; turn++)
            {
                // Each begins a round as often as the others: going first may be an advantage.
                var who = (round + turn) % contenders.Length;
                // What one leaves behind is not for the next one to clear away.
                GC.Collect();
                if (round == 0)
                {
                    await WarmUpAsync(contenders[who], settings, cancellation);
                }
                else
                {
                    samples[who].Add(await contenders[who].MeasureAsync(settings.Duration, cancellation));
                }
            }

            await Console.Error.WriteLineAsync(round == 0 ? $"{name}: warmed up" : Line(name, unit, round, settings.Rounds, samples));
        }

        return new Result(name, unit, goal, Found(0), Found(1), peer is null ? null : Found(2));

        Measured Found(int who) => new(contenders[who].Description, samples[who]);
    }

    // Code is compiled again while it runs, until it is as fast as it gets; a server runs for weeks.
    private static async Task WarmUpAsync(IContender contender, Settings settings, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        do
        {
            await contender.MeasureAsync(settings.Duration, cancellation);
        }
        while (watch.Elapsed < settings.WarmUp);
    }

    private static string Line(string name, string unit, int round, int rounds, List<Sample>[] samples) =>
        string.Create(CultureInfo.InvariantCulture,
            $"{name}: round {round} of {rounds}: product {samples[0][^1].Value:n0}, limit {samples[1][^1].Value:n0}{Peer(samples[2])} {unit}");

    private static string Peer(List<Sample> samples) =>
        samples.Count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", peer {samples[^1].Value:n0}");
}
