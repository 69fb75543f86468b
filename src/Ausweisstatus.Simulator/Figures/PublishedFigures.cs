using System.Globalization;
using Ausweisstatus.Simulator.Story;

namespace Ausweisstatus.Simulator.Figures;

/// <summary>What public bodies published, read from the CSV files beside this one; each row names its source.</summary>
internal static class PublishedFigures
{
    /// <summary>Mean production time in working days, by month of the order (the first of it) and kind.</summary>
    public static IReadOnlyDictionary<(DocumentKind Kind, DateOnly Month), double> MeanWorkingDays { get; } =
        Rows("production-times.csv").ToDictionary(row => (Kind(row[1]), Month(row[0])), row => Number(row[2]));

    /// <summary>Documents ordered in Germany in a usual month.</summary>
    public static IReadOnlyDictionary<DocumentKind, double> UsualMonth { get; } =
        Rows("volumes.csv").Where(row => row[0] == "usual").ToDictionary(row => Kind(row[1]), row => Number(row[2]));

    /// <summary>Passports ordered in Germany in a month of 2024, where published.</summary>
    public static IReadOnlyDictionary<DateOnly, double> PassportsOf2024 { get; } =
        Rows("volumes.csv").Where(row => row[0].Length == 7).ToDictionary(row => Month(row[0]), row => Number(row[2]));

    /// <summary>Passports ordered in Germany from January to August 2024 together.</summary>
    public static double PassportsJanuaryToAugust2024 { get; } =
        Number(Rows("volumes.csv").Single(row => row[0] == "2024-01/2024-08")[2]);

    private static IEnumerable<string[]> Rows(string file)
    {
        using var stream = typeof(PublishedFigures).Assembly.GetManifestResourceStream(file)
            ?? throw new InvalidOperationException($"{file} is not embedded.");
        using var reader = new StreamReader(stream);
        var lines = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        // Only the last column, the source, is prose with commas in it.
        return lines.Skip(1).Select(line => line.Split(',', 4));
    }

    private static DocumentKind Kind(string slug) => Slugs.Parse<DocumentKind>(slug);

    private static DateOnly Month(string text) => DateOnly.ParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
