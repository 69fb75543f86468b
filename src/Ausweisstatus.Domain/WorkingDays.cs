namespace Ausweisstatus.Domain;

/// <summary>Counts working days: Monday to Friday by the calendar of Berlin, public holidays not taken out.</summary>
public static class WorkingDays
{
    /// <summary>The working days after the day of <paramref name="from"/>, up to and with the day of <paramref name="to"/>; never below 0.</summary>
    public static int Between(DateTimeOffset from, DateTimeOffset to) => Math.Max(0, NumberOf(to.DayInBerlin()) - NumberOf(from.DayInBerlin()));

    /// <summary>The first day up to which this many working days have passed since the day of <paramref name="from"/>; at least one.</summary>
    public static DateOnly After(DateTimeOffset from, int workingDays) => DayOf(NumberOf(from.DayInBerlin()) + workingDays);

    /// <summary>Working days count up by one on each Monday to Friday, so the count tells the day.</summary>
    public static DateOnly DayOf(int number)
    {
        var (weeks, rest) = Math.DivRem(number - 1, 5);
        return DateOnly.FromDayNumber((weeks * 7) + rest);
    }

    /// <summary>The Monday of the week of a day. Day 0 of the calendar, 1 January of the year 1, is one.</summary>
    public static DateOnly MondayOf(DateOnly day) => DateOnly.FromDayNumber(day.DayNumber - (day.DayNumber % 7));

    /// <summary>The number of a working day; of a Saturday or Sunday that of the Friday before.</summary>
    public static int NumberOf(DateOnly day)
    {
        var (weeks, weekday) = Math.DivRem(day.DayNumber, 7);
        return (weeks * 5) + Math.Min(weekday + 1, 5);
    }
}
