using System.Globalization;
using Ausweisstatus.Simulator.Figures;

namespace Ausweisstatus.Simulator.Story;

/// <summary>An applicant's visit to the office.</summary>
/// <param name="DateOfBirth">Unknown parts are zeros, as in <c>1960-00-00</c>.</param>
/// <param name="PickUpAt">Where the document will be collected, told at the application or not.</param>
internal sealed record Application(
    string Order,
    Authority Authority,
    DocumentKind Kind,
    string DateOfBirth,
    bool DirectDelivery,
    Location PickUpAt,
    bool LocationTold,
    DateTimeOffset At)
{
    public bool MadeOverTheCounter => Kind is DocumentKind.ProvisionalIdentityCard or DocumentKind.ProvisionalPassport;

    public static Application Draw(Run run, int index, SeededRandom random)
    {
        var (day, kind) = run.Scenario.Draw(run.Until, random);
        var authority = Authority.Draw(random);
        var opens = new DateTimeOffset(day, TimeOnly.MinValue, WorkingTime.BerlinOffset);
        var hours = OpeningHours.Office;
        var application = new Application(
            run.OrderOf(index),
            authority,
            kind,
            BirthDate(day.Year, random),
            random.Happens(Assumptions.DirectDelivery),
            random.OneOf(authority.Locations),
            random.Happens(Assumptions.LocationToldAtApplication),
            opens.AddSeconds(Math.Floor(random.Between(hours.Opens * 3600, hours.Closes * 3600))));
        return application.MadeOverTheCounter ? application with { DirectDelivery = false } : application;
    }

    private static string BirthDate(int applied, SeededRandom random)
    {
        var year = applied - 16 - (int)random.Between(0, 72);
        var born = new DateOnly(year, 1, 1).AddDays(random.Next(365));
        var known = random.OneOf<string>(
        [
            ("yyyy-MM-dd", 1 - Assumptions.DayAndMonthOfBirthUnknown - Assumptions.DayOfBirthUnknown),
            ("yyyy-'00-00'", Assumptions.DayAndMonthOfBirthUnknown),
            ("yyyy-MM-'00'", Assumptions.DayOfBirthUnknown),
        ]);
        return born.ToString(known, CultureInfo.InvariantCulture);
    }
}
