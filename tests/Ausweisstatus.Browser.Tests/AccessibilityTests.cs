using Ausweisstatus.Languages;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Browser.Tests;

/// <summary>Pages that cannot be shown in another language once they are open, the console, and all pages on a desk. For the others see <see cref="LanguagePagesTests"/>.</summary>
public sealed class AccessibilityTests(RunningPages pages, Chromium chromium)
{
    public static TheoryData<Screen, string> EveryScreen() =>
        [.. from screen in Enum.GetValues<Screen>() from language in LanguagesOf(screen) select (screen, language)];

    [Theory, MemberData(nameof(EveryScreen))]
    public async Task Every_page_is_free_of_barriers_that_a_machine_can_find_and_bears_thumbs_and_text_twice_as_large(Screen screen, string language)
    {
        await using var visit = await chromium.VisitAsync(pages, new Visitor(language));
        await visit.OpenAsync(screen);

        (await visit.Page.GetAttributeAsync("html", "lang")).ShouldBe(screen == Screen.Slip ? "de" : language);
        if (!Screens.ChangesLanguage(screen))
        {
            await visit.Page.ShouldHaveNoBarriersAsync(language);
        }

        if (language == "de")
        {
            await visit.Page.ShouldHaveNoBarriersOnDesksAsync(language);
            await BearsThumbsAsync(visit.Page);
        }
    }

    [Theory]
    [InlineData("document.querySelector('.hint').style.color = '#999'", "2.")]
    [InlineData("document.styleSheets[0].insertRule('@media (prefers-color-scheme: dark) and (forced-colors: none) { .hint { color: #555 !important } }')", "de, dark")]
    [InlineData("document.styleSheets[0].insertRule('@media (forced-colors: active) { .hint { forced-color-adjust: none; color: #555 !important } }')", "de, forced colours")]
    [InlineData("document.querySelector('label[for=code]').remove()", "label")]
    [InlineData("document.querySelector('.hint').style.width = '700px'", "200 %")]
    public async Task A_barrier_is_found(string barrier, string found)
    {
        await using var visit = await chromium.VisitAsync(pages, new Visitor());
        await visit.OpenAsync(Screen.Ask);
        await visit.Page.EvaluateAsync(barrier);

        (await Assert.ThrowsAsync<ShouldAssertException>(() => visit.Page.ShouldHaveNoBarriersAsync("de"))).Message.ShouldContain(found);
    }

    private static async Task BearsThumbsAsync(IPage page)
    {
        await page.SetViewportSizeAsync(320, 800);
        await page.EvaluateAsync("document.querySelectorAll('details').forEach(one => one.open = true)");
        var tooSmall = await page.EvaluateAsync<string[]>("""
            [...document.querySelectorAll("button:not([hidden]), summary, select, input:not([type=hidden]), nav a, a.main, .brand, .summary a, .again a")]
              .filter(one => Math.min(one.getBoundingClientRect().width, one.getBoundingClientRect().height) < 24).map(one => one.outerHTML)
            """);
        tooSmall.ShouldBeEmpty();

        await page.EvaluateAsync("document.documentElement.dir = 'rtl'");
        (await page.ScrollsSidewaysAsync()).ShouldBeFalse("from right to left");

        // 1280 px at 400 % zoom are 320 px; 200 % zoom of text alone is a doubled root font size.
        await page.SetViewportSizeAsync(640, 800);
        await page.EvaluateAsync("document.documentElement.dir = 'ltr'; document.documentElement.style.fontSize = '200%'");
        (await page.ScrollsSidewaysAsync()).ShouldBeFalse("text twice as large");
    }

    private static IEnumerable<string> LanguagesOf(Screen screen) =>
        Screens.IsOfStaff(screen) ? Language.OfStaff.Select(language => language.Code)
        : Screens.ChangesLanguage(screen) ? ["de"]
        : Language.All.Select(language => language.Code);
}
