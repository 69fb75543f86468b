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

    public static Application Draw(Run run, int index, Dice dice)
    {
        var (day, kind) = run.Scenario.Draw(run.Until, dice);
        var authority = Authority.Draw(dice);
        var opens = new DateTimeOffset(day, TimeOnly.MinValue, WorkingTime.BerlinOffset);
        var hours = OpeningHours.Office;
        var application = new Application(
            run.OrderOf(index),
            authority,
            kind,
            BirthDate(day.Year, dice),
            dice.Happens(Assumptions.DirectDelivery),
            dice.OneOf(authority.Locations),
            dice.Happens(Assumptions.LocationToldAtApplication),
            opens.AddSeconds(Math.Floor(dice.Between(hours.Opens * 3600, hours.Closes * 3600))));
        return application.MadeOverTheCounter ? application with { DirectDelivery = false } : application;
    }

    private static string BirthDate(int applied, Dice dice)
    {
        var year = applied - 16 - (int)dice.Between(0, 72);
        var born = new DateOnly(year, 1, 1).AddDays(dice.Below(365));
        var known = dice.OneOf<string>(
        [
            ("yyyy-MM-dd", 1 - Assumptions.DayAndMonthOfBirthUnknown - Assumptions.DayOfBirthUnknown),
            ("yyyy-'00-00'", Assumptions.DayAndMonthOfBirthUnknown),
            ("yyyy-MM-'00'", Assumptions.DayOfBirthUnknown),
        ]);
        return born.ToString(known, CultureInfo.InvariantCulture);
    }
}
