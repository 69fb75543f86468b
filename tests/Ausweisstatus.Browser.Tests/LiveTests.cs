using System.Collections.Concurrent;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Browser.Tests;

/// <summary>The open answer changes by itself, in a real browser, while real facts come in.</summary>
public sealed class LiveTests(RunningPages pages, Chromium chromium)
{
    private const string Applied = "Your identity card has been applied for.";
    private const string Ordered = "Your identity card has been ordered from the manufacturer.";

    // Every text that a screen reader was given to say.
    private const string Listen = """
        () => {
          const heard = document.querySelector("[role=status].heard-only");
          window.heard = [];
          new MutationObserver(() => window.heard.push(heard.textContent)).observe(heard, { childList: true, characterData: true, subtree: true });
          return heard.textContent;
        }
        """;

    private const string Hide = """
        hidden => {
          Object.defineProperty(document, "hidden", { get: () => hidden, configurable: true });
          document.dispatchEvent(new Event("visibilitychange"));
        }
        """;

    [Fact]
    public async Task A_fact_changes_the_open_page_is_read_out_once_and_disturbs_nobody_who_is_typing()
    {
        using var document = await LiveDocument.ApplyAsync(pages);
        await using var visit = await chromium.VisitAsync(pages, new Visitor("en", Width: 360));
        var asked = new ConcurrentQueue<string>();
        visit.Page.Request += (_, request) => asked.Enqueue($"{request.Method} {request.Url}");
        await visit.AskAsync(document.Question);
        (await visit.Page.EvaluateAsync<string>(Listen)).ShouldBe("");
        await LiveAsync(visit.Page, "on");
        await visit.Page.FillAsync("#address", "half an addr");
        var top = await visit.Page.EvaluateAsync<int>("scrollY");
        top.ShouldBeGreaterThan(0);

        await document.SayAsync("order-sent");

        await Assertions.Expect(visit.Page.Locator("h1")).ToHaveTextAsync(Ordered);
        (await visit.Page.TitleAsync()).ShouldStartWith(Ordered);
        (await visit.Page.Locator(".history li").CountAsync()).ShouldBe(2);
        (await visit.Page.EvaluateAsync<string>("document.activeElement.id")).ShouldBe("address");
        (await visit.Page.InputValueAsync("#address")).ShouldBe("half an addr");
        (await visit.Page.EvaluateAsync<int>("scrollY")).ShouldBe(top);
        await document.SayAsync("ready-for-pickup", new { location = "mitte-osloer" });
        await Assertions.Expect(visit.Page.Locator("h1")).ToHaveTextAsync("Your identity card is ready for collection.");
        (await visit.Page.EvaluateAsync<string[]>("window.heard")).ShouldBe([Ordered, "Your identity card is ready for collection."]);
        await LiveAsync(visit.Page, "on");
        // Whoever travels has it in time; what is offered changes around what is written.
        (await visit.Page.Locator("#travel-title").CountAsync()).ShouldBe(0);
        await document.SayAsync("lost");
        await Assertions.Expect(visit.Page.Locator("#travel-title")).ToBeVisibleAsync();
        (await visit.Page.InputValueAsync("#address")).ShouldBe("half an addr");
        (await visit.Page.EvaluateAsync<string>("document.activeElement.id")).ShouldBe("address");

        // By questions that say nothing in their addresses, one for each piece of news; and nothing is kept.
        asked.Count(one => one.StartsWith("POST", StringComparison.Ordinal)).ShouldBe(4);
        asked.Where(one => one.Contains(document.Question.Code, StringComparison.OrdinalIgnoreCase) || one.Contains("1990", StringComparison.Ordinal)).ShouldBeEmpty();
        (await visit.Page.EvaluateAsync<int>("localStorage.length + sessionStorage.length")).ShouldBe(0);
    }

    [Fact]
    public async Task A_node_that_goes_away_and_comes_back_makes_the_page_say_nothing_wrong_and_nothing_twice()
    {
        using var document = await LiveDocument.ApplyAsync(pages);
        var node = await pages.StartNodeAsync();
        var at = new Uri(node.Urls.Single());
        try
        {
            await using var visit = await ListenAsync(document, new Visitor("en") { At = at });
            var questions = 0;
            visit.Page.Request += (_, request) => questions += request.Method == "POST" ? 1 : 0;

            await StopAsync(node);
            await LiveAsync(visit.Page, "off");
            (await visit.Page.InnerTextAsync("h1")).ShouldBe(Applied);

            node = await pages.StartNodeAsync(at);
            await LiveAsync(visit.Page, "on");
            (questions, (await visit.Page.EvaluateAsync<string[]>("window.heard")).Length).ShouldBe((0, 0));

            await document.SayAsync("order-sent");
            await Assertions.Expect(visit.Page.Locator("h1")).ToHaveTextAsync(Ordered);
            (await visit.Page.EvaluateAsync<string[]>("window.heard")).ShouldBe([Ordered]);
        }
        finally
        {
            await StopAsync(node);
        }
    }

    [Fact]
    public async Task A_page_that_nobody_looks_at_listens_to_nothing_and_catches_up_when_somebody_does()
    {
        using var document = await LiveDocument.ApplyAsync(pages);
        await using var visit = await ListenAsync(document, new Visitor("en"));

        var given = new TaskCompletionSource();
        visit.Page.RequestFailed += (_, request) => given.TrySetResult();
        await visit.Page.EvaluateAsync(Hide, true);
        await given.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        var requests = 0;
        visit.Page.Request += (_, _) => requests++;
        await document.SayAsync("order-sent");
        // The news has left: a page that listened would have it before this one is asked.
        await using (var other = await chromium.VisitAsync(pages, new Visitor("en")))
        {
            await other.AskAsync(document.Question);
            (await other.Page.InnerTextAsync("h1")).ShouldBe(Ordered);
        }

        (requests, await visit.Page.InnerTextAsync("h1")).ShouldBe((0, Applied));

        await visit.Page.EvaluateAsync(Hide, false);
        await Assertions.Expect(visit.Page.Locator("h1")).ToHaveTextAsync(Ordered);
        (await visit.Page.EvaluateAsync<string[]>("window.heard")).ShouldBe([Ordered]);
    }

    [Fact]
    public async Task A_code_that_was_replaced_meanwhile_leads_to_the_page_that_says_so_and_ends_there()
    {
        using var document = await LiveDocument.ApplyAsync(pages);
        await using var visit = await ListenAsync(document, new Visitor("en"));

        await document.SayAsync("reference-reissued", new { generation = 2 });

        await Assertions.Expect(visit.Page.Locator("h1")).ToHaveTextAsync("We found no document for these details.");
        (await visit.Page.Locator(".reasons li").CountAsync()).ShouldBe(3);
        (await visit.Page.EvaluateAsync<string[]>("window.heard")).ShouldBe(["We found no document for these details."]);
        (await visit.Page.InputValueAsync("#code")).ShouldBe(document.Question.Code);
    }

    [Fact]
    public async Task Without_scripts_a_button_asks_the_same_question_again_and_nothing_is_promised()
    {
        using var document = await LiveDocument.ApplyAsync(pages);
        await using var visit = await chromium.VisitAsync(pages, new Visitor("en") { Scripts = false });
        await visit.AskAsync(document.Question);
        (await visit.Page.IsVisibleAsync("[data-live]")).ShouldBeFalse();
        await document.SayAsync("order-sent");

        await visit.Page.ClickAsync(".look button");

        await Assertions.Expect(visit.Page.Locator("h1")).ToHaveTextAsync(Ordered);
        visit.Page.Url.ShouldBe(new Uri(pages.Url, "/status").ToString());
    }

    /// <summary>Somebody whose page of this document listens, and what they would hear is kept.</summary>
    private async Task<Visit> ListenAsync(LiveDocument document, Visitor visitor)
    {
        var visit = await chromium.VisitAsync(pages, visitor);
        await visit.AskAsync(document.Question);
        await visit.Page.EvaluateAsync(Listen);
        await LiveAsync(visit.Page, "on");
        return visit;
    }

    private static Task LiveAsync(IPage page, string state) =>
        Assertions.Expect(page.Locator($"[data-live={state}]")).ToBeVisibleAsync(new() { Timeout = 40_000 });

    private static async Task StopAsync(WebApplication node)
    {
        await node.StopAsync();
        await node.DisposeAsync();
    }
}
