using Ausweisstatus.Simulator.Figures;

namespace Ausweisstatus.Simulator.Story;

/// <summary>A span of time with its own volumes and production times.</summary>
internal abstract class Scenario
{
    public static readonly IReadOnlyList<Scenario> All = [new UsualScenario(), new Surge2024Scenario()];

    /// <summary>As on the command line.</summary>
    public abstract string Name { get; }

    /// <summary>Begins every order number, so that scenarios are different documents.</summary>
    public abstract string OrderPrefix { get; }

    public abstract DateOnly DefaultUntil(DateOnly today);

    /// <summary>The first day the scenario knows.</summary>
    public abstract DateOnly First { get; }

    /// <summary>Draws the day of an application, and the kind of document.</summary>
    public abstract (DateOnly Day, DocumentKind Kind) Draw(DateOnly until, SeededRandom random);

    /// <summary>The month whose published figures hold for an application; null where the usual ones do.</summary>
    public abstract DateOnly? FiguresOf(DateOnly appliedOn);

    protected static IReadOnlyList<(DocumentKind Kind, double Weight)> Kinds(double passports) =>
    [
        (DocumentKind.IdentityCard, PublishedFigures.UsualMonth[DocumentKind.IdentityCard]),
        (DocumentKind.Passport, passports * (1 - Assumptions.ExpressShareOfPassports)),
        (DocumentKind.ExpressPassport, passports * Assumptions.ExpressShareOfPassports),
        (DocumentKind.ProvisionalIdentityCard, Assumptions.ProvisionalIdentityCards),
        (DocumentKind.ProvisionalPassport, Assumptions.ProvisionalPassports),
        (DocumentKind.EidCard, Assumptions.EidCards),
        (DocumentKind.ResidencePermit, Assumptions.ResidencePermits),
        (DocumentKind.TravelDocument, Assumptions.TravelDocuments),
    ];

    /// <summary>A weekday from one day up to, not including, another.</summary>
    protected static DateOnly Weekday(DateOnly from, DateOnly to, SeededRandom random)
    {
        DateOnly day;
        do
        {
            day = from.AddDays(random.Next(to.DayNumber - from.DayNumber));
        }
        while (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday);
        return day;
    }
}
