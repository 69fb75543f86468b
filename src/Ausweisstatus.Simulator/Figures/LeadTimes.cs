using Ausweisstatus.Simulator.Story;

namespace Ausweisstatus.Simulator.Figures;

/// <summary>How long the manufacturer takes, by kind and month.</summary>
internal static class LeadTimes
{
    /// <summary>Mean working days from the confirmed order to the finished document.</summary>
    /// <param name="kind">Not a provisional document: those are made over the counter.</param>
    /// <param name="month">Any day of the month of the application; null in a usual month.</param>
    public static double ProductionMean(DocumentKind kind, DateOnly? month) => kind switch
    {
        DocumentKind.IdentityCard or DocumentKind.EidCard => Published(DocumentKind.IdentityCard, month, UsualIdentityCard),
        DocumentKind.Passport => Published(DocumentKind.Passport, month, UsualPassport),
        DocumentKind.ExpressPassport => Published(DocumentKind.ExpressPassport, null, UsualExpress) - Assumptions.ExpressDelivery,
        DocumentKind.ResidencePermit => Assumptions.ResidencePermitProduction,
        DocumentKind.TravelDocument => Assumptions.TravelDocumentProduction,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Made over the counter."),
    };

    // The mean of a whole year, the agreed time that was kept, and the only figure there is.
    private static readonly DateOnly UsualIdentityCard = new(2024, 12, 1);
    private static readonly DateOnly UsualPassport = new(2024, 1, 1);
    private static readonly DateOnly UsualExpress = new(2024, 9, 1);

    private static double Published(DocumentKind kind, DateOnly? month, DateOnly usual)
    {
        var figures = PublishedFigures.MeanWorkingDays;
        if (month is not { } day)
        {
            return figures[(kind, usual)];
        }

        var asked = new DateOnly(day.Year, day.Month, 1);
        var known = figures.Keys.Where(key => key.Kind == kind && key.Month.Year == asked.Year).Select(key => key.Month).Order().ToList();
        var before = known.LastOrDefault(published => published <= asked);
        var after = known.FirstOrDefault(published => published >= asked);
        if (before == default || after == default)
        {
            return figures[(kind, usual)];
        }

        // A month without a figure lies on the line between its neighbours.
        var share = before == after ? 0 : (asked.Month - before.Month) / (double)(after.Month - before.Month);
        return figures[(kind, before)] + (share * (figures[(kind, after)] - figures[(kind, before)]));
    }
}
