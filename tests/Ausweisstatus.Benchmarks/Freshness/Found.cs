using Ausweisstatus.Benchmarks.Measuring;

namespace Ausweisstatus.Benchmarks.Freshness;

/// <summary>How soon one piece of news was told to who watches, in milliseconds.</summary>
/// <param name="AfterAnswer">After the sender had its answer; below zero where the watcher was faster.</param>
/// <param name="AfterSending">After the sender began to send.</param>
internal sealed record Told(double AfterAnswer, double AfterSending);

/// <summary>What was found in a while.</summary>
/// <param name="Told">One for each fact.</param>
/// <param name="Stale">Answers to citizens that did not tell a fact although its sender had been answered.</param>
internal sealed record Found(IReadOnlyList<Told> Told, int Stale)
{
    public static Found Of(IReadOnlyCollection<Found> all) => new([.. all.SelectMany(one => one.Told)], all.Sum(one => one.Stale));

    /// <summary>So many of a hundred were told within so many milliseconds.</summary>
    public double Percentile(double of100, Func<Told, double> time) =>
        Told.Count > 0
            ? Told.Select(time).Order().ElementAt((int)(of100 / 100 * (Told.Count - 1)))
            : throw new BenchmarkFailedException("Nothing was told in the time given.");
}
