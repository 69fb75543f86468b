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
            foreach (var holiday in Known.GetOrAdd((state, year), static key => OnWeekdays(key.State, key.Year)))
            {
                days -= holiday > first && holiday <= last ? 1 : 0;
            }
        }

        return days;
    }

    private static DateOnly[] OnWeekdays(string? state, int year) =>
        [.. PublicHolidays.Of(state, year).Where(day => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))];
}
