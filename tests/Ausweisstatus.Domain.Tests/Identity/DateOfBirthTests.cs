using System.Globalization;
using CsCheck;
using Shouldly;
using Xunit;
using static Ausweisstatus.Domain.Tests.Generators;

namespace Ausweisstatus.Domain.Tests;

public sealed class DateOfBirthTests
{
    [Fact]
    public void A_date_of_birth_reads_as_it_is_written() =>
        Generators.DateOfBirth.Sample(
            date => Domain.DateOfBirth.TryParse(date.ToString(), out var read) && read == date && read.ToString() == date.ToString(),
            iter: Cases);

    [Fact]
    public void A_date_of_birth_is_written_in_one_way_only() =>
        HostileText.Sample(text => !Domain.DateOfBirth.TryParse(text, out var read) || read.ToString() == text, iter: Cases);

    [Fact]
    public void Every_day_of_the_calendar_is_a_date_of_birth() =>
        Gen.Int[0, new DateOnly(2200, 12, 31).DayNumber - new DateOnly(1850, 1, 1).DayNumber]
            .Select(days => new DateOnly(1850, 1, 1).AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))
            .Sample(day => Domain.DateOfBirth.TryParse(day, out var read) && read.ToString() == day, iter: Cases);

    [Theory]
    [InlineData("1990-05-17", 1990, 5, 17)]
    [InlineData("1960-05-00", 1960, 5, 0)]
    [InlineData("1960-00-00", 1960, 0, 0)]
    [InlineData("2000-02-29", 2000, 2, 29)]
    [InlineData("1850-01-01", 1850, 1, 1)]
    [InlineData("2200-12-31", 2200, 12, 31)]
    public void Day_or_day_and_month_may_be_unknown(string text, int year, int month, int day)
    {
        var read = Domain.DateOfBirth.Parse(text);
        (read.Year, read.Month, read.Day).ShouldBe((year, month, day));
    }

    [Theory]
    [InlineData("2026-11-25", false)]
    [InlineData("2026-11-26", true)]
    [InlineData("2026-11-00", false)]
    [InlineData("2026-12-00", true)]
    [InlineData("2026-00-00", false)]
    [InlineData("2027-00-00", true)]
    [InlineData("2200-12-31", true)]
    [InlineData("1850-01-01", false)]
    public void Nobody_is_born_later_than_today(string text, bool future) =>
        Domain.DateOfBirth.Parse(text).IsInFuture(new DateTimeOffset(2026, 11, 25, 12, 0, 0, TimeSpan.Zero)).ShouldBe(future);

    [Theory]
    [InlineData("2026-11-25T22:59:59Z", true)]
    [InlineData("2026-11-25T23:00:00Z", false)]
    [InlineData("2026-11-25T12:00:00-12:00", false)]
    public void Today_is_today_in_Berlin(string now, bool future) =>
        Domain.DateOfBirth.Parse("2026-11-26").IsInFuture(DateTimeOffset.Parse(now, CultureInfo.InvariantCulture)).ShouldBe(future);

    [Fact]
    public void Any_date_is_in_the_future_until_its_first_day_begins() =>
        Gen.Select(Generators.DateOfBirth, Gen.Int[-800, 800]).Sample((date, days) =>
        {
            var first = new DateTimeOffset(date.Year, Math.Max(date.Month, 1), Math.Max(date.Day, 1), 12, 0, 0, TimeSpan.Zero);
            return date.IsInFuture(first.AddDays(days)) == days < 0;
        }, iter: Cases);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("1960-00-17")]
    [InlineData("0000-00-00")]
    [InlineData("1849-12-31")]
    [InlineData("2201-01-01")]
    [InlineData("1990-13-01")]
    [InlineData("1990-02-30")]
    [InlineData("1900-02-29")]
    [InlineData("1990-04-31")]
    [InlineData("1990-05-32")]
    [InlineData("1990-5-17")]
    [InlineData("90-05-17")]
    [InlineData("17.05.1990")]
    [InlineData("1990/05/17")]
    [InlineData("19900517")]
    [InlineData(" 1990-05-17")]
    [InlineData("1990-05-17 ")]
    [InlineData("1990-+5-17")]
    [InlineData("1990-05--1")]
    [InlineData("1990- 5-17")]
    [InlineData("1990-5\0-17")]
    [InlineData("1990-05-7\0")]
    [InlineData("\u0661\u0669\u0669\u0660-05-17")]
    public void What_is_no_date_of_birth_is_none(string? text)
    {
        Domain.DateOfBirth.TryParse(text, out var none).ShouldBeFalse();
        none.ShouldBe(default);
        // What somebody typed may be somebody's date of birth.
        var message = Should.Throw<FormatException>(() => Domain.DateOfBirth.Parse(text!)).Message;
        message.ShouldNotContain(string.IsNullOrEmpty(text) ? "\0" : text);
    }
}
