using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Browser.Tests;

public sealed class MendingTests(RunningPages pages, Chromium chromium)
{
    [Theory, InlineData(true), InlineData(false)]
    public async Task Errors_take_the_focus_and_stand_beside_their_fields(bool scripts)
    {
        await using var visit = await chromium.VisitAsync(pages, new Visitor { Scripts = scripts });
        var answer = await visit.AskAsync(new Question("7K2QM", "31", "2", "1990"));

        answer.Status.ShouldBe(400);
        (await visit.Page.TitleAsync()).ShouldStartWith("Fehler: ");
        await Assertions.Expect(visit.Page.Locator(".summary")).ToBeFocusedAsync();
        (await visit.Page.InnerTextAsync("#code-error")).ShouldContain("Tippfehler");
        (await visit.Page.InnerTextAsync("#birth-error")).ShouldContain("Dieses Datum gibt es nicht.");
        (await visit.Page.GetAttributeAsync("#code", "aria-describedby"))!.ShouldContain("code-error");
        (await visit.Page.InputValueAsync("#code")).ShouldBe("7K2QM");
    }

    [Fact]
    public async Task The_summary_leads_to_the_field()
    {
        await using var visit = await chromium.VisitAsync(pages, new Visitor());
        await visit.AskAsync(pages.ReadyForPickup with { Month = "13" });

        await Assertions.Expect(visit.Page.Locator(".summary")).ToBeFocusedAsync();
        await visit.Page.Keyboard.PressAsync("Tab");
        await visit.Page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(visit.Page.Locator("#month")).ToBeFocusedAsync();
        (await visit.Page.Locator("#month[aria-invalid=true]").CountAsync()).ShouldBe(1);
        (await visit.Page.Locator("#code[aria-invalid]").CountAsync()).ShouldBe(0);
    }

    [Theory]
    [InlineData("", "", "", "Geben Sie das Geburtsdatum ein.")]
    [InlineData("17", "5", "90", "vier Ziffern")]
    [InlineData("17", "5", "", "vier Ziffern")]
    [InlineData("32", "5", "1990", "Der Tag ist eine Zahl")]
    [InlineData("x", "5", "1990", "Der Tag ist eine Zahl")]
    [InlineData("17", "13", "1990", "Der Monat ist eine Zahl")]
    [InlineData("17", "", "1990", "Geben Sie auch den Monat ein")]
    [InlineData("29", "2", "1991", "Dieses Datum gibt es nicht")]
    [InlineData("17", "5", "2150", "in der Zukunft")]
    [InlineData("17", "5", "1066", "Dieses Datum gibt es nicht")]
    public async Task A_date_of_birth_that_cannot_be_is_explained(string day, string month, string year, string explanation)
    {
        await using var visit = await chromium.VisitAsync(pages, new Visitor { Scripts = false });
        var answer = await visit.AskAsync(pages.ReadyForPickup with { Day = day, Month = month, Year = year });

        answer.Status.ShouldBe(400);
        (await visit.Page.InnerTextAsync("#birth-error")).ShouldContain(explanation);
        (await visit.Page.Locator("#code-error").CountAsync()).ShouldBe(0);
    }

    [Theory]
    [InlineData("", "", "1960")]
    [InlineData("", "5", "1960")]
    [InlineData("00", "00", "1960")]
    [InlineData("١٧", "٥", "١٩٩١")]
    public async Task A_date_of_birth_may_be_partly_unknown_and_in_digits_of_any_script(string day, string month, string year)
    {
        await using var visit = await chromium.VisitAsync(pages, new Visitor { Scripts = false });
        // Understood, and asked about: there is no such document.
        (await visit.AskAsync(pages.ReadyForPickup with { Day = day, Month = month, Year = year })).Status.ShouldBe(404);
    }
}
