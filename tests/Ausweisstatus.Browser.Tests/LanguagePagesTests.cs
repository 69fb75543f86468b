using Ausweisstatus.Languages;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Browser.Tests;

/// <summary>Every page of citizens in every language, on the smallest telephone, in light, dark and forced colours, with and without scripts.</summary>
public sealed class LanguagePagesTests(RunningPages pages, Chromium chromium)
{
    // What reaches beyond the screen, or is cut off by its box. Fields may scroll.
    private const string CutOff = """
        () => [...document.querySelectorAll("body *:not(svg *, input, .skip)")].filter(one => {
          const box = one.getBoundingClientRect();
          return box.width > 0 && (box.left < -1 || box.right > innerWidth + 1
            || (one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).overflowX !== "visible"));
        }).map(one => one.outerHTML.slice(0, 200))
        """;

    // Only these pages have scripts.
    private static readonly Screen[] Scripted = [Screen.Ask, Screen.Ready, Screen.Family];

    public static TheoryData<Screen, bool> EveryScreen() =>
        [.. Enum.GetValues<Screen>().Where(Screens.ChangesLanguage).Select(screen => (screen, true)), .. Scripted.Select(screen => (screen, false))];

    [Theory, MemberData(nameof(EveryScreen))]
    public async Task No_language_is_wider_than_a_small_screen_or_cut_off_there_or_has_barriers_in_any_colours(Screen screen, bool scripts)
    {
        await using var visit = await chromium.VisitAsync(pages, new Visitor(Width: 320));
        if (!scripts)
        {
            // Where a browser runs no scripts, it does not run those of a test either. So those of the page say nothing.
            await visit.Page.RouteAsync("**/*.js?*", route => route.FulfillAsync(new() { ContentType = "text/javascript", Body = "" }));
        }

        await (screen == Screen.Family && !scripts ? visit.Page.GotoAsync("/family") : visit.OpenAsync(screen));
        foreach (var language in Language.All)
        {
            await ChooseAsync(visit.Page, language);

            (await visit.Page.GetAttributeAsync("html", "dir")).ShouldBe(screen == Screen.Slip ? "ltr" : language.Direction);
            await visit.Page.EvaluateAsync("document.querySelectorAll('details').forEach(one => one.open = true)");
            (await visit.Page.EvaluateAsync<string[]>(CutOff)).ShouldBeEmpty(language.Code);
            await visit.Page.EvaluateAsync("document.querySelectorAll('details.languages').forEach(one => one.open = false)");
            await visit.Page.ShouldHaveNoBarriersAsync(language.Code);
        }
    }

    [Fact]
    public async Task An_answer_in_Arabic_begins_at_the_right_and_keeps_codes_and_addresses_as_they_are()
    {
        await using var visit = await chromium.VisitAsync(pages, new Visitor("ar", Width: 360));
        await visit.AskAsync(pages.ReadyForPickup);

        (await visit.Page.InnerTextAsync("h1")).ShouldBe("بطاقة هويتكم: يمكنكم الاستلام الآن.");
        var (screen, history) = (await BoxAsync(visit.Page, ".history"), await BoxAsync(visit.Page, ".history .what >> nth=0"));
        (history.X + history.Width).ShouldBeGreaterThan(screen.X + (screen.Width / 2));
        (await visit.Page.GetAttributeAsync("address bdi[lang=de]", "lang")).ShouldBe("de");
        await visit.Page.GotoAsync("/");
        (await visit.Page.EvaluateAsync<string>("getComputedStyle(document.getElementById('code')).direction")).ShouldBe("ltr");
    }

    private static async Task ChooseAsync(IPage page, Language language)
    {
        var choice = page.Locator($":is(.languages, nav) [lang='{language.Code}']").First;
        if (await choice.CountAsync() == 0 || await choice.GetAttributeAsync("aria-current") == "true")
        {
            // The slip is always in German, too.
            return;
        }

        await choice.EvaluateAsync("one => one.click()");
        await page.WaitForFunctionAsync(
            "code => document.readyState === 'complete' && document.querySelector(`[lang='${code}'][aria-current=true]`) !== null", language.Code);
    }

    private static async Task<LocatorBoundingBoxResult> BoxAsync(IPage page, string selector) => (await page.Locator(selector).BoundingBoxAsync()).ShouldNotBeNull();
}
