using Ausweisstatus.Languages;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Browser.Tests;

public sealed class AccessibilityTests(RunningPages pages, Chromium chromium)
{
    internal static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    internal const string Wcag = """{ type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }""";

    // The dark scheme is other colours and nothing else (kern.css), so only the rules about colours can tell it from the light one.
    private const string Colours = """{ type: 'rule', values: ['color-contrast', 'link-in-text-block'] }""";

    public static TheoryData<Screen, string> EveryScreen() =>
        [.. from screen in Enum.GetValues<Screen>() from language in LanguagesOf(screen) select (screen, language)];

    [Theory, MemberData(nameof(EveryScreen))]
    public async Task Every_page_is_free_of_barriers_that_a_machine_can_find_and_bears_thumbs_and_text_twice_as_large(Screen screen, string language)
    {
        await using var visit = await chromium.VisitAsync(pages, new Visitor(language));
        await visit.OpenAsync(screen);
        // Within the page, which has no frames. Deque's own adapter opens a further page for each run and takes four times as long.
        await visit.Page.EvaluateAsync(Axe);

        // No colour and no column depends on the language.
        (int, ColorScheme)[] looks = language == "de"
            ? [(1280, ColorScheme.Light), (1280, ColorScheme.Dark), (320, ColorScheme.Light)]
            : [(320, ColorScheme.Light)];
        foreach (var (width, scheme) in looks)
        {
            await visit.Page.SetViewportSizeAsync(width, 800);
            await visit.Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });

            await visit.Page.EvaluateAsync($"async () => {{ window.found = await axe.run(document, {{ runOnly: {(scheme == ColorScheme.Light ? Wcag : Colours)} }}); }}");

            var where = $"{scheme}, {width} px";
            (await visit.Page.EvaluateAsync<int>("found.passes.length")).ShouldBeGreaterThan(scheme == ColorScheme.Light ? 10 : 0, where);
            (await visit.Page.EvaluateAsync<string[]>("found.violations.map(one => `${one.id}: ${one.help}: ${one.nodes.map(node => node.html).join(' | ')}`)"))
                .ShouldBeEmpty(where);
            (await ScrollsSideways(visit.Page)).ShouldBeFalse(where);
        }

        (await visit.Page.GetAttributeAsync("html", "lang")).ShouldBe(screen == Screen.Slip ? "de" : language);
        if (language == "de")
        {
            // The last look was that of the smallest screen.
            await BearsThumbsAsync(visit.Page);
        }
    }

    private static async Task BearsThumbsAsync(IPage page)
    {
        await page.EvaluateAsync("document.querySelectorAll('details').forEach(one => one.open = true)");
        var tooSmall = await page.EvaluateAsync<string[]>("""
            [...document.querySelectorAll("button:not([hidden]), summary, select, input:not([type=hidden]), nav a, a.main, .brand, .summary a, .again a")]
              .filter(one => Math.min(one.getBoundingClientRect().width, one.getBoundingClientRect().height) < 24).map(one => one.outerHTML)
            """);
        tooSmall.ShouldBeEmpty();

        await page.EvaluateAsync("document.documentElement.dir = 'rtl'");
        (await ScrollsSideways(page)).ShouldBeFalse("from right to left");

        // 1280 px at 400 % zoom are 320 px; 200 % zoom of text alone is a doubled root font size.
        await page.SetViewportSizeAsync(640, 800);
        await page.EvaluateAsync("document.documentElement.dir = 'ltr'; document.documentElement.style.fontSize = '200%'");
        (await ScrollsSideways(page)).ShouldBeFalse("text twice as large");
    }

    // Languages differ in length, which LanguagePagesTests measures, and in direction.
    private static IEnumerable<string> LanguagesOf(Screen screen) =>
        screen is Screen.Ask or Screen.Ready ? Language.All.Select(language => language.Code)
        : Screens.IsOfStaff(screen) ? Language.OfStaff.Select(language => language.Code)
        : ["de", "ar"];

    private static Task<bool> ScrollsSideways(IPage page) =>
        page.EvaluateAsync<bool>("document.documentElement.scrollWidth > document.documentElement.clientWidth");
}
