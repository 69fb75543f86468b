using System.Globalization;
using Ausweisstatus.Domain;
using Ausweisstatus.Languages;
using Ausweisstatus.Locations;
using Ausweisstatus.Status;
using CsCheck;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.Status;

/// <summary>Whether the office is open, by the clocks of Berlin and the public holidays of its state.</summary>
public sealed class OpeningNowTests
{
    private const string Weekdays = "Mo 07:30-15:00; Di 07:30-15:00; Mi 07:00-14:30; Do 10:00-18:00; Fr 07:00-14:30";

    [Theory]
    [InlineData("2026-11-26T09:00+01:00", false, "Closed now. Opens today at 10:00.", "2026-11-26T10:00+01:00")]
    [InlineData("2026-11-26T10:00+01:00", true, "Open today until 18:00.", "2026-11-26T18:00+01:00")]
    [InlineData("2026-11-26T17:59+01:00", true, "Open today until 18:00.", "2026-11-26T18:00+01:00")]
    [InlineData("2026-11-26T18:00+01:00", false, "Closed now. Opens tomorrow at 07:00.", "2026-11-27T07:00+01:00")]
    [InlineData("2026-11-27T14:30+01:00", false, "Closed now. Opens again: Monday, 30 November 2026, 07:30.", "2026-11-30T07:30+01:00")]
    [InlineData("2026-11-28T12:00+01:00", false, "Closed today. Opens again: Monday, 30 November 2026, 07:30.", "2026-11-30T07:30+01:00")]
    [InlineData("2026-11-29T12:00+01:00", false, "Closed today. Opens tomorrow at 07:30.", "2026-11-30T07:30+01:00")]
    // It is Thursday in Berlin already.
    [InlineData("2026-11-25T23:30Z", false, "Closed now. Opens today at 10:00.", "2026-11-26T10:00+01:00")]
    // International Women's Day, in Berlin; the days of Christmas; the end of summer time.
    [InlineData("2027-03-08T10:00+01:00", false, "Closed today: it is a public holiday. Opens tomorrow at 07:30.", "2027-03-09T07:30+01:00")]
    [InlineData("2026-12-24T18:30+01:00", false, "Closed now. Opens again: Monday, 28 December 2026, 07:30.", "2026-12-28T07:30+01:00")]
    [InlineData("2026-10-24T12:00+02:00", false, "Closed today. Opens again: Monday, 26 October 2026, 07:30.", "2026-10-26T07:30+01:00")]
    public void It_is_said_whether_an_office_is_open_and_when_that_changes(string now, bool open, string text, string changes)
    {
        var opening = At(now).ShouldNotBeNull();

        (opening.Open, opening.Text, opening.Changes).ShouldBe((open, text, Moment(changes)));
    }

    [Fact]
    public void A_holiday_of_another_state_closes_nothing() =>
        (At("2027-03-08T10:00+01:00", state: "DE-HH")!.Text, At("2027-03-08T10:00+01:00", state: null)!.Open).ShouldBe(("Open today until 15:00.", true));

    [Fact]
    public void At_noon_an_office_may_be_closed_for_an_hour() =>
        At("2026-11-30T12:30+01:00", "Mo 13:00-18:00, 08:00-12:00")!.Text.ShouldBe("Closed now. Opens today at 13:00.");

    [Theory]
    [InlineData("nach Vereinbarung")]
    [InlineData("Mo 08:00-12:00; nach Vereinbarung")]
    [InlineData("Mo 25:00-26:00")]
    [InlineData("Mo 15:00-07:30")]
    [InlineData("Mo ٠٨:٠٠-١٢:٠٠")]
    [InlineData("")]
    [InlineData(null)]
    public void Of_hours_that_cannot_be_understood_nothing_is_said(string? hours) => At("2026-11-26T09:00+01:00", hours).ShouldBeNull();

    [Fact]
    public void What_is_said_holds_until_the_moment_that_is_named() =>
        Gen.Int[0, 2 * 365 * 24 * 60].Sample(minute =>
        {
            var now = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(minute);
            var opening = At(now)!;
            var changes = opening.Changes!.Value;
            return changes > now && At(changes)!.Open != opening.Open && At(changes.AddMinutes(-1))!.Open == opening.Open;
        });

    [Fact]
    public void Every_language_says_it()
    {
        string[] moments = ["2026-11-26T09:00Z", "2026-11-26T18:00Z", "2026-11-28T12:00Z", "2026-11-29T12:00Z", "2027-03-08T10:00Z"];
        foreach (var language in Language.All)
        {
            moments.Select(moment => At(moment, language: language)!.Text).ShouldBeUnique(language.Code);
        }
    }

    private static Opening? At(string now, string? hours = Weekdays, string? state = "DE-BE", Language? language = null) => At(Moment(now), hours, state, language);

    private static Opening? At(DateTimeOffset now, string? hours = Weekdays, string? state = "DE-BE", Language? language = null) =>
        OpeningNow.Of(new Location { Id = Stories.Office, Name = "Bürgeramt", Hours = hours }, state, language ?? Language.Of("en"), now);

    private static DateTimeOffset Moment(string written) => DateTimeOffset.Parse(written, CultureInfo.InvariantCulture);
}
