using System.Net.Http.Headers;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Browser.Tests;

/// <summary>A node whose pages have the look of the sample town.</summary>
public sealed class ThemedNode(RunningPages pages) : IAsyncLifetime
{
    private WebApplication? node;

    public Uri Url { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        node = await pages.StartNodeAsync(null, $"--Citizen:Theme={Path.Combine(AppContext.BaseDirectory, "themes", "beispielhausen", "theme.json")}");
        Url = new Uri(node.Urls.Single());
    }

    public async ValueTask DisposeAsync()
    {
        if (node is not null)
        {
            await node.StopAsync();
            await node.DisposeAsync();
        }
    }
}

/// <summary>One file makes the pages a town's own.</summary>
public sealed class ThemePagesTests(RunningPages pages, ThemedNode town, Chromium chromium) : IClassFixture<ThemedNode>
{
    [Theory]
    [InlineData(Screen.Ask)]
    [InlineData(Screen.Ready)]
    [InlineData(Screen.Mend)]
    [InlineData(Screen.Travel)]
    [InlineData(Screen.StaffFailed)]
    public async Task A_town_has_its_name_logo_and_colours_on_every_page_without_a_new_barrier(Screen screen)
    {
        await using var visit = await chromium.VisitAsync(pages, new Visitor(Width: 320) { At = town.Url });
        await visit.OpenAsync(screen);
        await visit.Page.EvaluateAsync(Barriers.Axe);

        (await visit.Page.InnerTextAsync("header.site .brand")).ShouldContain("Stadt Beispielhausen");
        (await visit.Page.TitleAsync()).ShouldEndWith("– Ausweisstatus – Stadt Beispielhausen");
        foreach (var (scheme, action, logo) in ((ColorScheme, string, string)[])[(ColorScheme.Light, "rgb(140, 29, 24)", "/theme/logo.svg?"), (ColorScheme.Dark, "rgb(255, 180, 168)", "/theme/darkLogo.svg?")])
        {
            await visit.Page.EmulateMediaAsync(new() { ColorScheme = scheme });
            await visit.Page.WaitForFunctionAsync(
                "logo => { const image = document.querySelector('.brand img'); return image.complete && image.naturalWidth > 0 && image.currentSrc.includes(logo); }", logo);
            (await visit.Page.EvaluateAsync<string>("getComputedStyle(document.querySelector('.languages a:not([aria-current]), footer a')).color")).ShouldBe(action);
            await visit.Page.EvaluateAsync($"async () => {{ window.found = await axe.run(document, {Barriers.Everything}); }}");
            (await visit.Page.EvaluateAsync<string[]>("found.violations.map(one => `${one.id}: ${one.nodes.map(node => node.html).join(' | ')}`)")).ShouldBeEmpty($"{scheme}");
        }

        (await visit.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth > document.documentElement.clientWidth")).ShouldBeFalse();
    }

    [Fact]
    public async Task What_the_town_brought_is_kept_by_browsers_and_can_do_nothing_by_itself()
    {
        using var client = new HttpClient { BaseAddress = town.Url };
        var page = await client.GetStringAsync(new Uri("/", UriKind.Relative), TestContext.Current.CancellationToken);
        foreach (var (part, type) in ((string, string)[])[("theme.css", "text/css"), ("logo.svg", "image/svg+xml"), ("darkLogo.svg", "image/svg+xml")])
        {
            var link = page.Split('"').Single(text => text.StartsWith($"/theme/{part}?v=", StringComparison.Ordinal));
            var answer = await client.GetAsync(new Uri(link, UriKind.Relative), TestContext.Current.CancellationToken);
            var other = await client.GetAsync(new Uri(link.Split('?')[0], UriKind.Relative), TestContext.Current.CancellationToken);

            answer.Content.Headers.ContentType!.MediaType.ShouldBe(type);
            answer.Headers.CacheControl.ShouldBe(CacheControlHeaderValue.Parse("public, max-age=31536000, immutable"));
            other.Headers.CacheControl.ShouldBe(CacheControlHeaderValue.Parse("no-cache"));
            var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
            policy.ShouldContain("default-src 'none'");
            policy.ShouldContain("sandbox");
            policy.ShouldNotContain("script-src");
        }
    }
}
