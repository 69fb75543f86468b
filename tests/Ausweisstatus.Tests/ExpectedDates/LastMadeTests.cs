using Ausweisstatus.ExpectedDates;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.ExpectedDates;

public sealed class LastMadeTests
{
    private static readonly DateOnly Day = new(2026, 11, 24);
    private static readonly DateTimeOffset At = new(2026, 11, 24, 3, 31, 0, TimeSpan.FromHours(1));

    [Theory]
    [InlineData(23, true)]
    [InlineData(23.9, true)]
    [InlineData(24.1, false)]
    public void They_are_made_once_a_night_when_print_shops_have_told_what_they_did(double hours, bool isGood) =>
        new LastMade(Day, At, First: At.AddDays(-1), Rebuilt: null).IsGoodAt(At.AddHours(hours)).ShouldBe(isGood);

    [Theory]
    [InlineData(0, 0.9, true)]
    [InlineData(0, 1, false)]
    [InlineData(64, 63, true)]
    [InlineData(64, 64, false)]
    public void On_the_first_day_they_are_made_whenever_twice_the_time_has_passed(int minutes, double later, bool isGood) =>
        new LastMade(Day, At.AddMinutes(minutes), First: At, Rebuilt: null).IsGoodAt(At.AddMinutes(minutes + later)).ShouldBe(isGood);

    [Theory]
    [InlineData(-1, true)]
    [InlineData(1, false)]
    public void After_a_rebuild_they_are_made_at_once(int minutes, bool isGood) =>
        new LastMade(Day, At, First: At.AddDays(-1), Rebuilt: At.AddMinutes(minutes)).IsGoodAt(At.AddMinutes(2)).ShouldBe(isGood);
}
