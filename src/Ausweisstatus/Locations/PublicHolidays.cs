using System.Collections.Concurrent;
using System.Collections.Frozen;
using PublicHoliday;

namespace Ausweisstatus.Locations;

/// <summary>The public holidays of a state.</summary>
internal static class PublicHolidays
{
    private static readonly ConcurrentDictionary<(string? State, int Year), FrozenSet<DateOnly>> Known = [];

    /// <param name="state">By ISO 3166-2; where it is not known, the holidays that all states have.</param>
    /// <param name="year">Of the calendar.</param>
    public static FrozenSet<DateOnly> Of(string? state, int year) => Known.GetOrAdd((state, year), static key =>
    {
        var calendar = new GermanPublicHoliday();
        if (key.State is { } state)
        {
            calendar.State = Enum.Parse<GermanPublicHoliday.States>(state["DE-".Length..]);
        }

        return calendar.PublicHolidays(key.Year).Select(DateOnly.FromDateTime).ToFrozenSet();
    });

    public static bool IsHoliday(this DateOnly day, string? state) => Of(state, day.Year).Contains(day);
}
