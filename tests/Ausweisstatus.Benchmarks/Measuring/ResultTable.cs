using System.Globalization;
using Spectre.Console;

namespace Ausweisstatus.Benchmarks.Measuring;

/// <summary>Results for people: medians, their range, and ratios beside the goals.</summary>
internal static class ResultTable
{
    private const int FileWidth = 180;

    public static void Write(IAnsiConsole console, Result result)
    {
        // A file or a pipe has no width; what is cut into words of a few letters is of no use.
        if (!console.Profile.Out.IsTerminal)
        {
            console.Profile.Width = FileWidth;
        }

        var table = new Table().Border(TableBorder.Rounded).Title(Markup.Escape($"{result.Name}, {result.Unit}, {result.Rounds} rounds"));
        table.AddColumns("", "what", "median", "lowest – highest", "product to it", "goal");
        var hasP99 = result.Product.P99 is not null && result.Goal.P99ToLimit is not null;
        if (hasP99)
        {
            table.AddColumns("p99", "product to it", "goal");
        }

        Row("product", result.Product, null, "", null, "");
        if (result.Limit is { } limit)
        {
            Row("limit", limit, result.ToLimit, result.Goal.OfLimit, result.P99ToLimit, Text($"≤ {result.Goal.P99ToLimit:0.##}"));
        }

        if (result.SecondLimit is { } second)
        {
            Row("second limit", second, result.ToSecondLimit, $"or {result.Goal.OfSecondLimit}", result.Product.P99 / second.P99, "");
        }

        foreach (var variant in result.Variants)
        {
            Row("variant", variant, variant.RatioOf(result.Product), "", null, "");
        }

        if (result.Peer is { } peer)
        {
            Row("peer", peer, result.ToPeer, result.Goal.OfPeer, null, "");
        }

        if (result.IsNearALimit is { } near)
        {
            table.Caption($"goal of the limit{(result.SecondLimit is null ? "" : "s")}: {(near ? "reached" : "not reached")}");
        }

        console.Write(table);
        if (result.Figures.Count > 0)
        {
            WriteFigures(console, result.Figures);
        }

        void Row(string name, Measured measured, double? ratio, string goal, double? p99Ratio, string p99Goal)
        {
            List<string> cells = [name, measured.Description, Text($"{measured.Rate:n0}"), Text($"{measured.Lowest:n0} – {measured.Highest:n0}"), Text($"{ratio:0.00}"), goal];
            if (hasP99)
            {
                cells.AddRange([Text($"{measured.P99:0.0} ms"), Text($"{p99Ratio:0.00}"), p99Goal]);
            }

            table.AddRow([.. cells.Select(Markup.Escape)]);
        }
    }

    private static void WriteFigures(IAnsiConsole console, IReadOnlyList<Figure> figures)
    {
        var table = new Table().Border(TableBorder.Rounded);
        table.AddColumns("what else was found", "", "goal");
        foreach (var figure in figures)
        {
            table.AddRow([.. new[] { figure.What, Text($"{figure.Value:#,0.##} {figure.Unit}"), figure.Goal ?? "" }.Select(Markup.Escape)]);
        }

        console.Write(table);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
