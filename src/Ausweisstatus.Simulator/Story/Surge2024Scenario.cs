using Ausweisstatus.Simulator.Figures;

namespace Ausweisstatus.Simulator.Story;

/// <summary>January to September 2024: the mean production time of a passport tripled and cases piled up unfinished.</summary>
internal sealed class Surge2024Scenario : Scenario
{
    private static readonly DateOnly January = new(2024, 1, 1);
    private static readonly DateOnly End = new(2024, 10, 1);
    private static readonly IReadOnlyList<(DateOnly Month, double Weight, IReadOnlyList<(DocumentKind, double)> Mix)> Months =
        [.. Enumerable.Range(0, 9).Select(January.AddMonths).Select(Volumes)];

    public override string Name => "surge-2024";

    public override string OrderPrefix => "SURGE2024";

    /// <summary>The end of the surge, while cases are still piled up.</summary>
    public override DateOnly DefaultUntil(DateOnly today) => End;

    public override DateOnly First => January;

    public override (DateOnly Day, DocumentKind Kind) Draw(DateOnly until, SeededRandom random)
    {
        // Three days hold a weekday, whatever day a month begins with.
        var reached = Months.Where(month => month.Month.AddDays(3) <= until).ToList();
        var (first, _, mix) = random.OneOf(reached.Select(month => (month, month.Weight)).ToList());
        var next = first.AddMonths(1);
        return (Weekday(first, next < until ? next : until, random), random.OneOf(mix));
    }

    public override DateOnly? FiguresOf(DateOnly appliedOn) => appliedOn;

    private static (DateOnly, double, IReadOnlyList<(DocumentKind, double)>) Volumes(DateOnly month)
    {
        var published = PublishedFigures.PassportsOf2024;
        // The months without a figure of their own share what is left of the published sum of January to August.
        var shared = (PublishedFigures.PassportsJanuaryToAugust2024 - published.Values.Sum()) / (8 - published.Count);
        var mix = Kinds(published.GetValueOrDefault(month, shared));
        return (month, mix.Sum(kind => kind.Weight), mix);
    }
}
