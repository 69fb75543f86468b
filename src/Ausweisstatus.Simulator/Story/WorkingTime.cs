namespace Ausweisstatus.Simulator.Story;

/// <summary>
/// Time as offices and factories know it: Monday to Friday. Holidays are left out, and Berlin keeps winter time all year, so that the
/// feed needs no time zone data.
/// </summary>
internal static class WorkingTime
{
    public static readonly TimeSpan BerlinOffset = TimeSpan.FromHours(1);
    private static readonly DateTimeOffset AMonday = new(2001, 1, 1, 0, 0, 0, BerlinOffset);

    /// <summary>After so many working days of 24 hours; weekends stand still. To the second.</summary>
    public static DateTimeOffset Add(DateTimeOffset at, double workingDays)
    {
        var elapsed = Elapsed(at) + workingDays;
        var weeks = Math.Floor(elapsed / 5);
        var result = AMonday.AddDays((weeks * 7) + (elapsed - (weeks * 5)));
        return new DateTimeOffset(result.Ticks - (result.Ticks % TimeSpan.TicksPerSecond), BerlinOffset);
    }

    /// <summary>Working days from one moment to another.</summary>
    public static double Between(DateTimeOffset from, DateTimeOffset to) => Elapsed(to) - Elapsed(from);

    /// <summary>Some time during opening hours, so many working days later; at least five minutes after <paramref name="at"/>.</summary>
    public static DateTimeOffset During(DateTimeOffset at, double workingDays, OpeningHours hours, SeededRandom random)
    {
        var day = Add(at, workingDays);
        var opens = day - day.TimeOfDay;
        var drawn = opens.AddSeconds(Math.Floor(random.Between(hours.Opens * 3600, hours.Closes * 3600)));
        var soonest = at.AddSeconds(300 + random.Next(3300));
        return drawn > soonest ? drawn : soonest;
    }

    // Working days since a Monday long ago; a weekend counts as the end of its Friday.
    private static double Elapsed(DateTimeOffset at)
    {
        var days = (at - AMonday).TotalDays;
        var weeks = Math.Floor(days / 7);
        return (weeks * 5) + Math.Min(days - (weeks * 7), 5);
    }
}

/// <summary>From which hour of the day to which somebody works.</summary>
internal readonly record struct OpeningHours(double Opens, double Closes)
{
    public static readonly OpeningHours Office = new(7.5, 18);
    public static readonly OpeningHours Courier = new(8, 19);
    public static readonly OpeningHours PrintShop = new(5, 23);
}
