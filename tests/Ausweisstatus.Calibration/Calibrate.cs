using Ausweisstatus.Domain.Expectation;

namespace Ausweisstatus.Calibration;

/// <summary>Which forecasts are counted together.</summary>
/// <param name="Month">The first day of the month in which they were shown.</param>
/// <param name="Kind">Of the document.</param>
/// <param name="Horizon">How far away the upper end was.</param>
/// <param name="Authority">Whose document.</param>
/// <param name="IsNew">It was applied for in the week before: as good as frozen at application.</param>
internal readonly record struct Cell(DateOnly Month, string Kind, Horizon Horizon, string Authority, bool IsNew);

/// <summary>How the forecasts of a world came out, over several runs of it.</summary>
/// <param name="Of">The world.</param>
/// <param name="Cells">Those that are counted together.</param>
/// <param name="Without">Forecasts that could not be made.</param>
/// <param name="Fans">What was said to those who had just applied for a passport, Monday by Monday of the first run, and what came: the median of each.</param>
internal sealed record Calibrated(Feed Of, IReadOnlyDictionary<Cell, Tally> Cells, int Without, IReadOnlyList<Fan> Fans)
{
    public IEnumerable<DateOnly> Months => Cells.Keys.Select(cell => cell.Month).Distinct().Order();

    public Tally Total(Func<Cell, bool> which)
    {
        var total = new Tally();
        foreach (var (_, tally) in Cells.Where(one => which(one.Key)))
        {
            total.Add(tally);
        }

        return total;
    }
}

/// <summary>In working days.</summary>
internal readonly record struct Fan(DateOnly On, int From, int To, int Came);

internal static class Calibrate
{
    public static readonly DateOnly Begin = new(2023, 12, 4);
    public static readonly DateOnly End = new(2024, 10, 1);

    // None of the seeds with which the parameters were chosen (below 100), and none of those of the truth.
    private const ulong FirstSeed = 501;
    private const ulong FirstTruth = 10_001;

    /// <param name="feed">The world.</param>
    /// <param name="runs">How many runs of it.</param>
    /// <param name="truths">How many other runs its true widths are taken from; 0 for none.</param>
    /// <param name="end">The day before which the last forecast is made.</param>
    public static Calibrated Run(Feed feed, int runs, int truths, DateOnly end)
    {
        var truth = new TrueWidth(Enumerable.Range(0, truths).Select(run => feed.Make(FirstTruth + (ulong)run)));
        Dictionary<Cell, Tally> cells = [];
        List<Forecast> applied = [];
        var without = 0;
        for (var run = 0; run < runs; run++)
        {
            var replay = new Replay(feed.Make(FirstSeed + (ulong)run));
            foreach (var forecast in replay.Run(Begin, end))
            {
                var cell = CellOf(forecast);
                if (!cells.TryGetValue(cell, out var tally))
                {
                    cells.Add(cell, tally = new());
                }

                tally.Add(forecast, truth.Of(forecast));
                if (run == 0 && cell is { IsNew: true, Kind: "passport" } && forecast.Came is not null)
                {
                    applied.Add(forecast);
                }
            }

            without += replay.Without;
        }

        return new(feed, cells, without, [.. applied.GroupBy(forecast => forecast.On).OrderBy(day => day.Key).Select(FanOf)]);
    }

    private static Cell CellOf(Forecast forecast) =>
        new(new(forecast.On.Year, forecast.On.Month, 1), forecast.Of.Kind, Horizons.Of(forecast.To), forecast.Of.Authority, forecast.Of.Start > forecast.Counted - 5);

    private static Fan FanOf(IGrouping<DateOnly, Forecast> day) =>
        new(day.Key, Median(day.Select(one => one.From)), Median(day.Select(one => one.To)), Median(day.Select(one => one.Came!.Value)));

    private static int Median(IEnumerable<int> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
