using Ausweisstatus.Domain;

namespace Ausweisstatus.Status;

/// <summary>Counts working days: Monday to Friday by the calendar of Berlin, public holidays not taken out.</summary>
internal static class WorkingDays
{
    /// <summary>The working days after the day of <paramref name="from"/>, up to and with the day of <paramref name="to"/>; never below 0.</summary>
    public static int Between(DateTimeOffset from, DateTimeOffset to) => Math.Max(0, UpTo(to.DayInBerlin()) - UpTo(from.DayInBerlin()));

    // Day 0 of the calendar, 1 January of the year 1, is a Monday.
    private static int UpTo(DateOnly day)
    {
        var (weeks, weekday) = Math.DivRem(day.DayNumber, 7);
        return (weeks * 5) + Math.Min(weekday + 1, 5);
    }
}
