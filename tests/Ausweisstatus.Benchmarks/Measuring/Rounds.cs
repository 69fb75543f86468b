using System.Diagnostics;
using System.Globalization;
using Ausweisstatus.Benchmarks.Stage;

namespace Ausweisstatus.Benchmarks.Measuring;

/// <summary>Measures the contenders in turns, so that what disturbs the machine for a while disturbs all of them.</summary>
internal static class Rounds
{
    /// <summary>Product, limits and peer; or, where variants are given, the product in each of them and nobody else.</summary>
    public static async Task<Result> RunAsync(
        string name, string unit, Goal goal, Settings settings, Contenders contenders, Installation installation, CancellationToken cancellation)
    {
        if (settings.Variants is { Count: > 0 } variants)
        {
            var found = await MeasureAsync(name, unit, settings, [.. variants.Select(variant => new ProductVariant(variant, contenders.Product, installation))], cancellation);
            return new Result(name, unit, goal, found[0]) { Variants = found[1..] };
        }

        IContender?[] all = [contenders.Product, contenders.Limit, contenders.SecondLimit, contenders.Peer];
        var measured = new Queue<Measured>(await MeasureAsync(name, unit, settings, [.. all.OfType<IContender>()], cancellation));
        Measured? FoundOf(IContender? contender) => contender is null ? null : measured.Dequeue();
        return new Result(name, unit, goal, measured.Dequeue())
        {
            Limit = FoundOf(contenders.Limit),
            SecondLimit = FoundOf(contenders.SecondLimit),
            Peer = FoundOf(contenders.Peer),
        };
    }

    private static async Task<Measured[]> MeasureAsync(
        string name, string unit, Settings settings, IContender[] contenders, CancellationToken cancellation)
    {
        Measured[] found = [.. contenders.Select(contender => new Measured(contender.Description, []))];
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
                    found[who].Samples.Add(await contenders[who].MeasureAsync(settings.Duration, cancellation));
                }
            }

            await Console.Error.WriteLineAsync(round == 0 ? $"{name}: warmed up" : Line(name, unit, round, settings.Rounds, found));
        }

        return found;
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

    private static string Line(string name, string unit, int round, int rounds, Measured[] found) => string.Create(
        CultureInfo.InvariantCulture,
        $"{name}: round {round} of {rounds}, {unit}: {string.Join(", ", found.Select(one => one.Samples[^1].Value.ToString("n0", CultureInfo.InvariantCulture)))}");
}
