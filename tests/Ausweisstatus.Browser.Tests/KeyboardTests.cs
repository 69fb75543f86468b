using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Browser.Tests;

public sealed class KeyboardTests(RunningPages pages, Chromium chromium)
{
    [Fact]
    public async Task The_question_is_answered_with_the_keyboard_alone_in_the_order_of_reading()
    {
        await using var visit = await chromium.VisitAsync(pages, new Visitor());
        await visit.Page.GotoAsync("/");

        string[] order = ["a.skip", "a.brand", "details.languages summary", "#code", "#day", "#month", "#year", "button.main"];
        foreach (var expected in order)
        {
            await visit.Page.Keyboard.PressAsync("Tab");
            await Assertions.Expect(visit.Page.Locator(expected)).ToBeFocusedAsync();
            (await visit.Page.Locator(":focus").EvaluateAsync<string>("e => getComputedStyle(e).outlineStyle")).ShouldBe("solid", expected);
        }

        await visit.FillAsync(pages.ReadyForPickup);
        await visit.Page.Keyboard.PressAsync("Enter");
        // Asked again and again, so that no event of the navigation can be missed.
        await Assertions.Expect(visit.Page.Locator("h1")).ToHaveTextAsync("Ihr Personalausweis ist abholbereit.", new() { Timeout = 30_000 });
    }

    [Fact]
    public async Task The_first_stop_skips_to_the_content()
    {
        await using var visit = await chromium.VisitAsync(pages, new Visitor());
        await visit.Page.GotoAsync("/");

        await visit.Page.Keyboard.PressAsync("Tab");
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.Page.Keyboard.PressAsync("Tab");

        await Assertions.Expect(visit.Page.Locator("#code")).ToBeFocusedAsync();
    }

    [Theory]
    [InlineData(Screen.Ready)]
    [InlineData(Screen.Producing)]
    [InlineData(Screen.Travel)]
    [InlineData(Screen.AddressToMend)]
    [InlineData(Screen.Family)]
    [InlineData(Screen.Times)]
    public async Task Everything_that_can_be_used_is_reached_with_the_tab_key_in_the_order_of_reading_and_is_seen_to_have_the_focus(Screen screen)
    {
        await using var visit = await chromium.VisitAsync(pages, new Visitor());
        await visit.OpenAsync(screen);
        var count = await visit.Page.EvaluateAsync<int>("""
            () => {
              window.stops = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, summary")].filter(one => one.checkVisibility());
              stops[0].focus();
              return stops.length;
            }
            """);
        count.ShouldBeGreaterThan(10);

        for (var stop = 1; stop < count; stop++)
        {
            await visit.Page.Keyboard.PressAsync("Tab");
            (await visit.Page.EvaluateAsync<string>(
                "at => stops[at] === document.activeElement && getComputedStyle(stops[at]).outlineStyle === 'solid' ? '' : `${document.activeElement.outerHTML} instead of ${stops[at].outerHTML}`", stop))
                .ShouldBeEmpty();
        }
    }
}
