using System.Globalization;
using Ausweisstatus.Locations;
using Ausweisstatus.Statistics;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.Statistics;

public sealed class WorkingCalendarTests
{
    [Theory]
    [InlineData("2026-11-20", "2026-11-27", null, 5)]
    // International Women's Day, a Monday, in Berlin alone; Corpus Christi in Bavaria.
    [InlineData("2027-03-05", "2027-03-09", "DE-BE", 1)]
    [InlineData("2027-03-05", "2027-03-09", "DE-BY", 2)]
    [InlineData("2027-05-26", "2027-05-28", "DE-BE", 2)]
    [InlineData("2027-05-26", "2027-05-28", "DE-BY", 1)]
    // Good Friday and Easter Monday, everywhere.
    [InlineData("2027-03-25", "2027-03-30", null, 1)]
    // The day of German unity is a Sunday, and counts no less for it.
    [InlineData("2027-10-01", "2027-10-04", "DE-BE", 1)]
    // Christmas and new year: a Friday each, and the second day of Christmas a Saturday.
    [InlineData("2026-12-22", "2027-01-04", "DE-SN", 7)]
    [InlineData("2027-03-09", "2027-03-05", "DE-BE", 0)]
    public void Days_between_are_working_days_of_the_state(string from, string to, string? state, int days) =>
        WorkingCalendar.Between(Noon(from), Noon(to), state).ShouldBe(days);

    [Fact]
    public void A_day_begins_at_midnight_in_Berlin() =>
        WorkingCalendar.Between(At("2026-11-23T22:59:00Z"), At("2026-11-23T23:01:00Z"), null).ShouldBe(1);

    [Fact]
    public void Every_state_has_a_calendar_with_the_holidays_of_all_and_no_more_than_six_others()
    {
        var everywhere = WorkingCalendar.Between(Noon("2026-12-31"), Noon("2027-12-31"), null);
        FederalStates.All.Count.ShouldBe(16);
        FederalStates.All.Select(state => everywhere - WorkingCalendar.Between(Noon("2026-12-31"), Noon("2027-12-31"), state))
            .ShouldAllBe(more => more >= 0 && more <= 6);
    }

    private static DateTimeOffset Noon(string day) => At(day + "T12:00:00Z");

    private static DateTimeOffset At(string time) => DateTimeOffset.Parse(time, CultureInfo.InvariantCulture);
}
