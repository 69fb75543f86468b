using Ausweisstatus.Languages;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.Languages;

/// <summary>How a language is named, and how it writes days, times and numbers.</summary>
public sealed class LanguageFormsTests
{
    [Theory]
    [InlineData("en-GB", "en")]
    [InlineData("EN", "en")]
    [InlineData("de-AT", "de")]
    [InlineData("de-simple", "de-simple")]
    [InlineData("de-SIMPLE", "de-simple")]
    [InlineData("de-simple-AT", "de-simple")]
    [InlineData("de-simplified", "de")]
    [InlineData("uk-UA", "uk")]
    [InlineData("ar-SY-u-nu-arab", "ar")]
    [InlineData("sv", "de")]
    [InlineData("", "de")]
    [InlineData("-", "de")]
    [InlineData("x-\u0000", "de")]
    [InlineData(null, "de")]
    public void A_tag_leads_to_a_language_we_speak(string? tag, string code) => Language.Of(tag).Code.ShouldBe(code);

    [Fact]
    public void Days_times_and_numbers_are_written_as_their_readers_write_them()
    {
        var (german, english) = (Language.Of("de"), Language.Of("en"));
        (german.Day(new DateOnly(2026, 12, 1)), english.Day(new DateOnly(2026, 12, 1))).ShouldBe(("1. Dezember 2026", "1 December 2026"));
        (german.Time(new TimeOnly(9, 30)), english.Time(new TimeOnly(21, 30))).ShouldBe(("09:30", "21:30"));
        Language.All.Select(language => language.Day(new DateOnly(2026, 12, 1))).ShouldBe(
            ["1. Dezember 2026", "1. Dezember 2026", "1 December 2026", "1er décembre 2026", "1 grudnia 2026", "1 Aralık 2026", "1 декабря 2026", "1 грудня 2026", "1 ديسمبر 2026"]);
        (Language.Of("fr").Day(new DateOnly(2026, 5, 2)), Language.Of("de-simple").Weekday(DayOfWeek.Monday), Language.Of("uk").Weekday(DayOfWeek.Sunday))
            .ShouldBe(("2 mai 2026", "Montag", "нд"));
        Language.All.ShouldAllBe(language => language.Time(new TimeOnly(21, 30)) == "21:30");
        Language.All.Where(language => language.Direction == "rtl").ShouldBe([Language.Of("ar")]);
        (german.Count("many.minutes", 1), english.Count("heard.days", 12)).ShouldBe(("Versuchen Sie es in einer Minute noch einmal.", "12 days ago"));
    }

    // The examples of Unicode CLDR.
    [Theory]
    [InlineData("en", "other one other other", 0, 1, 2, 21)]
    [InlineData("fr", "one one other", 0, 1, 2)]
    [InlineData("pl", "many one few many many few many", 0, 1, 2, 5, 12, 22, 25)]
    [InlineData("uk", "many one few many many one few many", 0, 1, 2, 5, 11, 21, 24, 111)]
    [InlineData("de-simple", "other one other", 0, 1, 2)]
    [InlineData("hr", "other one few other other one few", 0, 1, 2, 5, 11, 21, 22)]
    [InlineData("cs", "other one few few other other", 0, 1, 2, 4, 5, 22)]
    [InlineData("ro", "few one few few other few other", 0, 1, 2, 19, 20, 101, 120)]
    [InlineData("ar", "zero one two few many many other few", 0, 1, 2, 3, 11, 99, 100, 103)]
    public void A_number_has_the_form_of_its_language(string code, string forms, params int[] numbers) =>
        numbers.Select(number => Plurals.FormOf(code, number)).ShouldBe(forms.Split(' '));
}
