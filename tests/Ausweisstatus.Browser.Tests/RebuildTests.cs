using System.Diagnostics;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Browser.Tests;

/// <summary>Operators have something rebuilt, with a real browser.</summary>
public sealed class RebuildTests(RunningPages pages, Chromium chromium)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Theory, InlineData(true), InlineData(false)]
    public async Task It_is_followed_to_its_end_by_itself_with_scripts_and_by_a_link_without(bool scripts)
    {
        await using var visit = await chromium.VisitAsync(pages, new Visitor("en") { Scripts = scripts });
        await visit.SignInAsync(person: "operator");
        await visit.Page.ClickAsync(".console a[href='/staff/rebuilds']");
        await visit.Page.SelectOptionAsync("#projection", "stage-times");
        // Not of the authority whose figures other tests made up: no stream has them, so they would be gone.
        await visit.Page.SelectOptionAsync("#authority", "berlin-pankow");
        await visit.Page.ClickAsync("button.second");
        await Assertions.Expect(visit.Page.Locator("progress")).ToBeVisibleAsync();

        for (var begun = Stopwatch.GetTimestamp(); !scripts && Stopwatch.GetElapsedTime(begun) < Patience && await visit.Page.QuerySelectorAsync("a.again") is { } again;)
        {
            await again.ClickAsync();
        }

        await Assertions.Expect(visit.Page.Locator("a.again")).ToHaveCountAsync(0, new() { Timeout = 20_000 });
        await Assertions.Expect(visit.Page.Locator(".facts").First).ToContainTextAsync("done");
        (await visit.Page.GetAttributeAsync("progress", "value")).ShouldBe("100");
    }
}
