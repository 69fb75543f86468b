using System.Collections.Concurrent;
using Ausweisstatus.Domain;
using Ausweisstatus.Locations;

namespace Ausweisstatus.Statistics;

/// <summary>Working days of a state: Monday to Friday without its public holidays.</summary>
internal static class WorkingCalendar
{
    private static readonly ConcurrentDictionary<(string? State, int Year), DateOnly[]> Known = [];

    /// <summary>The working days after the day of <paramref name="from"/>, up to and with the day of <paramref name="to"/>; never below 0.</summary>
    /// <param name="from">The day after it is the first that may count.</param>
    /// <param name="to">Its day is the last that may count.</param>
    /// <param name="state">By ISO 3166-2; where it is not known, the holidays that all states have.</param>
    public static int Between(DateTimeOffset from, DateTimeOffset to, string? state)
    {
        var (first, last) = (from.DayInBerlin(), to.DayInBerlin());
        var days = WorkingDays.Between(from, to);
        for (var year = first.Year; year <= last.Year; year++)
        {
            foreach (var holiday in HolidaysOf(state, year))
            {
                days -= holiday > first && holiday <= last ? 1 : 0;
            }
        }

        return days;
    }

    /// <summary>The day after so many further working days.</summary>
    /// <param name="day">From which is counted.</param>
    /// <param name="workingDays">0 is the day itself.</param>
    /// <param name="state">Whose holidays do not count.</param>
    public static DateOnly After(DateOnly day, int workingDays, string? state)
    {
        for (var left = workingDays; left > 0;)
        {
            day = day.AddDays(1);
            left -= day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || HolidaysOf(state, day.Year).Contains(day) ? 0 : 1;
        }

        return day;
    }

    private static DateOnly[] HolidaysOf(string? state, int year) => Known.GetOrAdd((state, year), static key => OnWeekdays(key.State, key.Year));

    private static DateOnly[] OnWeekdays(string? state, int year) =>
        [.. PublicHolidays.Of(state, year).Where(day => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))];
}
