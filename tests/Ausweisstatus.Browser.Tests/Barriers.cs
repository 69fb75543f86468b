using Deque.AxeCore.Commons;
using Microsoft.Playwright;
using Shouldly;

namespace Ausweisstatus.Browser.Tests;

/// <summary>
/// Barriers that a machine can find in a page that is open. It is not loaded again for another look: only its width and its colours change. axe's own
/// look at contrast takes longer than all its other rules; so it is asked in German, and in the other languages the colours are compared without it.
/// </summary>
internal static class Barriers
{
    public const string Everything = """{ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }""";
    private const string WithoutColours = """{ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], rules: { 'color-contrast': { enabled: false } } }""";
    private const string Colours = """{ runOnly: ['color-contrast', 'link-in-text-block'] }""";

    // Letters and what is behind them, by WCAG 1.4.3. No page has a picture or a colour that can be seen through behind its letters.
    private const string Contrasts = """
        () => {
          const numbers = colour => colour.match(/[\d.]+/g).map(Number);
          const light = colour => numbers(colour).slice(0, 3).map(one => one / 255).map(one => one <= .04045 ? one / 12.92 : ((one + .055) / 1.055) ** 2.4)
            .reduce((sum, one, i) => sum + one * [.2126, .7152, .0722][i], 0);
          const behind = one => { const colour = getComputedStyle(one).backgroundColor; return numbers(colour)[3] !== 0 ? colour : one.parentElement ? behind(one.parentElement) : getComputedStyle(document.body).backgroundColor; };
          return [...document.body.querySelectorAll("*:not(svg *, script, template)")]
            .filter(one => one.checkVisibility() && [...one.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim() !== ""))
            .map(one => {
              const { color, fontSize, fontWeight } = getComputedStyle(one);
              const [dark, bright] = [light(color), light(behind(one))].sort((a, b) => a - b);
              const large = parseFloat(fontSize) >= (fontWeight >= 700 ? 18.66 : 24);
              return { ratio: (bright + .05) / (dark + .05), least: large ? 3 : 4.5, html: one.outerHTML.slice(0, 120) };
            })
            .filter(one => !(one.ratio >= one.least)).map(one => `${one.ratio.toFixed(2)}: ${one.html}`);
        }
        """;

    public static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    private static readonly PageEmulateMediaOptions Light = new() { ColorScheme = ColorScheme.Light, ForcedColors = ForcedColors.None };
    private static readonly PageEmulateMediaOptions Dark = new() { ColorScheme = ColorScheme.Dark, ForcedColors = ForcedColors.None };
    private static readonly PageEmulateMediaOptions Forced = new() { ColorScheme = ColorScheme.Dark, ForcedColors = ForcedColors.Active };

    /// <summary>On the smallest telephone in all colours, and on a desk at 200 %: 640 of its 1280 pixels.</summary>
    public static async Task ShouldHaveNoBarriersAsync(this IPage page, string language)
    {
        await page.SetViewportSizeAsync(640, 800);
        (await page.ScrollsSidewaysAsync()).ShouldBeFalse($"{language} at 200 %");
        await page.SetViewportSizeAsync(320, 800);
        foreach (var (media, name) in ((PageEmulateMediaOptions, string)[])[(Forced, "forced colours"), (Dark, "dark"), (Light, "light")])
        {
            await page.EmulateMediaAsync(media);
            (await page.EvaluateAsync<string[]>(Contrasts)).ShouldBeEmpty($"{language}, {name}");
        }

        await page.EvaluateAsync(Axe);
        await AskAxeAsync(page, WithoutColours, language);
    }

    /// <summary>On a desk, asked by all of axe's rules in light and dark.</summary>
    public static async Task ShouldHaveNoBarriersOnDesksAsync(this IPage page, string language)
    {
        await page.EvaluateAsync(Axe);
        await page.SetViewportSizeAsync(1280, 800);
        await page.EmulateMediaAsync(Dark);
        await AskAxeAsync(page, Colours, $"{language}, desk, dark");
        await page.EmulateMediaAsync(Light);
        await AskAxeAsync(page, Everything, $"{language}, desk");
    }

    public static Task<bool> ScrollsSidewaysAsync(this IPage page) =>
        page.EvaluateAsync<bool>("document.documentElement.scrollWidth > document.documentElement.clientWidth");

    // Within the page, which has no frames. Deque's own adapter opens a further page for each run and takes four times as long.
    private static async Task AskAxeAsync(IPage page, string options, string where)
    {
        await page.EvaluateAsync($"async () => {{ window.found = await axe.run(document, {options}); }}");
        (await page.EvaluateAsync<int>("found.passes.length")).ShouldBeGreaterThan(options == Colours ? 0 : 10, where);
        (await page.EvaluateAsync<string[]>("found.violations.map(one => `${one.id}: ${one.help}: ${one.nodes.map(node => node.html).join(' | ')}`)"))
            .ShouldBeEmpty(where);
        (await page.ScrollsSidewaysAsync()).ShouldBeFalse(where);
    }
}
