using Ausweisstatus.Benchmarks.Measuring;
using Ausweisstatus.Calibration;
using Ausweisstatus.Domain.Expectation;

namespace Ausweisstatus.Benchmarks.Expected;

/// <summary>
/// Whether expected dates hold: of ranges that promise four of five, how many do, month by month, in several worlds. Writes the figures and the pictures
/// of docs/expected-dates.md where it is run in the repository. Nothing is timed, so it is the same every time.
/// </summary>
internal sealed class ExpectedBenchmark : IBenchmark
{
    private const int Truths = 8;

    public string Name => "expected";

    public bool HasVariants => false;

    public Task<Result> RunAsync(Settings settings, CancellationToken cancellation)
    {
        List<Calibrated> all = [];
        foreach (var feed in Feeds.All)
        {
            cancellation.ThrowIfCancellationRequested();
            all.Add(Calibrate.Run(feed, feed.HasGoals ? settings.Rounds : 1, feed.HasGoals ? Truths : 4, Calibrate.End));
        }

        Write(all, settings.Rounds);
        var goals = all.Where(one => one.Of.HasGoals).ToArray();
        return Task.FromResult(new Result(
            Name, "% of 80 % ranges that hold", new Goal(null, null),
            new("by month, in the worlds with goals", [.. goals.SelectMany(one => one.Months.Select(month => new Sample(one.Total(cell => cell.Month == month).Coverage)))]))
        {
            Figures = [.. all.SelectMany(FiguresOf)],
        });
    }

    private static IEnumerable<Figure> FiguresOf(Calibrated one)
    {
        var months = one.Months.Select(month => one.Total(cell => cell.Month == month)).ToArray();
        var near = one.Months.Select(month => one.Total(cell => cell.Month == month && cell.Horizon == Horizon.Near)).Where(month => month.Count > 0).ToArray();
        var goal = one.Of.HasGoals;
        yield return new($"{one.Of.Name}: lowest month", months.Min(month => month.Coverage), "%", goal ? "≥ 75" : null);
        yield return new($"{one.Of.Name}: highest month", months.Max(month => month.Coverage), "%", goal ? "≤ 85" : null);
        yield return new($"{one.Of.Name}: lowest month, near due", near.Min(month => month.Coverage), "%", goal ? "≥ 70" : null);
        yield return new($"{one.Of.Name}: highest month, near due", near.Max(month => month.Coverage), "%", goal ? "≤ 90" : null);
        yield return new($"{one.Of.Name}: widest month, to the true width", months.Where(month => !double.IsNaN(month.ToTrueWidth)).Select(month => month.ToTrueWidth).DefaultIfEmpty(0).Max(), "", goal ? "≤ 1.5" : null);
        yield return new($"{one.Of.Name}: just applied, as if frozen", one.Total(cell => cell.IsNew).Coverage, "%");
    }

    private static void Write(List<Calibrated> all, int rounds)
    {
        var page = Path.Combine("docs", "expected-dates.md");
        if (!File.Exists(page))
        {
            return;
        }

        var text = File.ReadAllText(page);
        var (begin, end) = (text.IndexOf(Report.Begin, StringComparison.Ordinal), text.IndexOf(Report.End, StringComparison.Ordinal));
        if (begin < 0 || end < begin)
        {
            throw new BenchmarkFailedException($"{page} has no place for the figures.");
        }

        File.WriteAllText(page, $"{text[..(begin + Report.Begin.Length)]}\n{Report.Figures(all, rounds)}\n{text[end..]}");
        File.WriteAllText(Path.Combine("docs", "expected-dates.csv"), Report.Csv(all.Where(one => one.Of.HasGoals)));
        foreach (var one in all.Where(one => one.Of.HasGoals))
        {
            File.WriteAllText(Path.Combine("docs", "images", Chart.NameOf(one, "coverage")), Chart.Coverage(one));
            File.WriteAllText(Path.Combine("docs", "images", Chart.NameOf(one, "passports")), Chart.Passports(one));
        }
    }
}
