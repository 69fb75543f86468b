using Ausweisstatus.Simulator.Figures;

namespace Ausweisstatus.Simulator.Story;

/// <summary>An ordinary half year that ends now, so that documents are in every stage.</summary>
internal sealed class UsualScenario : Scenario
{
    // Longer than the longest course: the weeks until a document is ready, then twelve weeks until it counts as not collected.
    private const int Days = 160;
    private static readonly IReadOnlyList<(DocumentKind, double)> Mix = Kinds(PublishedFigures.UsualMonth[DocumentKind.Passport]);

    public override string Name => "usual";

    public override string OrderPrefix => "S";

    public override DateOnly DefaultUntil(DateOnly today) => today;

    public override DateOnly First { get; } = new(2000, 1, 1);

    public override (DateOnly Day, DocumentKind Kind) Draw(DateOnly until, SeededRandom random) =>
        (Weekday(until.AddDays(-Days), until, random), random.OneOf(Mix));

    public override DateOnly? FiguresOf(DateOnly appliedOn) => null;
}
