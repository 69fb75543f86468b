using System.Collections.Concurrent;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Browser.Tests;

/// <summary>Several documents in one view, of which only the browser knows that they belong together.</summary>
public sealed class FamilyTests(RunningPages pages, Chromium chromium)
{
    private const string Ready = "Your identity card is ready for collection.";

    [Fact]
    public async Task Each_document_is_asked_about_by_itself_and_nothing_that_is_sent_links_two_of_them()
    {
        await using var visit = await chromium.VisitAsync(pages, new Visitor("en"));
        var asked = new ConcurrentQueue<IRequest>();
        visit.Page.Request += (_, request) => asked.Enqueue(request);
        Question[] family = [pages.ReadyForPickup, pages.InProduction, pages.PhotoRefused];
        await visit.Page.GotoAsync("/family");
        foreach (var question in family)
        {
            await AddAsync(visit, question);
        }

        await visit.Page.ClickAsync("#look");
        await Assertions.Expect(visit.Page.Locator("#family")).Not.ToHaveAttributeAsync("aria-busy", "true");

        (await visit.Page.Locator(".card h2").AllInnerTextsAsync())[0].ShouldBe(Ready);
        (await visit.Page.InnerTextAsync(".card >> nth=0")).ShouldContain("Karl-Marx-Allee 31");
        (await visit.Page.EvaluateAsync<string>("document.activeElement.tagName")).ShouldBe("BUTTON");
        var questions = asked.Where(request => request.Method == "POST").ToList();
        questions.Select(request => request.PostData!.Split("code=")[1..].ShouldHaveSingleItem().Split('&')[0])
            .ShouldBe([.. family.Select(question => question.Code), .. family.Select(question => question.Code)]);
        // What else a request says is the same for all.
        var rest = new HashSet<string>();
        foreach (var request in questions)
        {
            var fields = await request.AllHeadersAsync();
            fields.Keys.ShouldNotContain("cookie");
            fields.Keys.ShouldNotContain("referer");
            rest.Add(request.Url + string.Join('\n', fields.Where(field => field.Key != "content-length").OrderBy(field => field.Key).Select(field => $"{field.Key}: {field.Value}")));
        }

        rest.ShouldHaveSingleItem();
        asked.ShouldAllBe(request => family.All(question => !request.Url.Contains(question.Code, StringComparison.OrdinalIgnoreCase)));
        (await visit.Page.Context.CookiesAsync()).ShouldBeEmpty();
        (await StoredAsync(visit)).ShouldBe(0);
        await visit.Page.ReloadAsync();
        (await visit.Page.Locator(".card").CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Who_wants_the_browser_to_remember_finds_all_again_until_they_say_forget()
    {
        await using var visit = await chromium.VisitAsync(pages, new Visitor("en"));
        await visit.Page.GotoAsync("/family");
        await AddAsync(visit, pages.ReadyForPickup);
        await AddAsync(visit, pages.InProduction);
        await visit.Page.CheckAsync("#keep");
        (await StoredAsync(visit)).ShouldBe(1);

        await visit.Page.ReloadAsync();
        await Assertions.Expect(visit.Page.Locator(".card")).ToHaveCountAsync(2);
        (await visit.Page.IsCheckedAsync("#keep")).ShouldBeTrue();
        await visit.Page.ClickAsync(".card >> nth=1 >> .remove");
        (await visit.Page.EvaluateAsync<string>("localStorage.getItem('documents')")).ShouldNotContain(pages.InProduction.Code);

        await visit.Page.ClickAsync("#forget");
        (await visit.Page.Locator(".card").CountAsync()).ShouldBe(0);
        (await StoredAsync(visit)).ShouldBe(0);
        await visit.Page.ReloadAsync();
        (await visit.Page.IsCheckedAsync("#keep")).ShouldBeFalse();
        (await visit.Page.Locator(".card").CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task What_is_wrong_is_said_in_the_words_of_the_other_pages()
    {
        await using var visit = await chromium.VisitAsync(pages, new Visitor("en"));
        await visit.Page.GotoAsync("/family");
        await SendAsync(visit, new Question("7K2QM", "31", "2", "1990"));
        await Assertions.Expect(visit.Page.Locator(".summary")).ToBeFocusedAsync();
        (await visit.Page.InnerTextAsync("#code-error")).ShouldContain("typing mistake");

        await SendAsync(visit, Question.Unknown);
        await Assertions.Expect(visit.Page.Locator("#said")).ToContainTextAsync("We found no document for these details.");
        await Assertions.Expect(visit.Page.Locator(".summary")).ToHaveCountAsync(0);
        await SendAsync(visit, Question.Throttled);
        await Assertions.Expect(visit.Page.Locator("#said")).ToContainTextAsync("Too many attempts.");

        await AddAsync(visit, pages.ReadyForPickup);
        // The same once more is the same document.
        await SendAsync(visit, pages.ReadyForPickup);
        await Assertions.Expect(visit.Page.Locator("#code")).ToHaveValueAsync("");
        (await visit.Page.Locator(".card").CountAsync()).ShouldBe(1);
        await visit.Page.ClickAsync(".card form button:not(.remove)");
        await Assertions.Expect(visit.Page.Locator("h1")).ToHaveTextAsync(Ready);
    }

    [Fact]
    public async Task Without_scripts_one_document_is_asked_about_after_the_other()
    {
        await using var visit = await chromium.VisitAsync(pages, new Visitor("en") { Scripts = false });
        await visit.Page.GotoAsync("/family");
        (await visit.Page.IsVisibleAsync("#code")).ShouldBeFalse();
        await visit.Page.ClickAsync("[data-script=without] a");

        await visit.AskAsync(pages.ReadyForPickup);
        await visit.Page.ClickAsync(".again a[href='/']");
        (await visit.AskAsync(pages.InProduction)).Status.ShouldBe(200);
    }

    private static async Task AddAsync(Visit visit, Question question)
    {
        var before = await visit.Page.Locator(".card").CountAsync();
        await SendAsync(visit, question);
        await Assertions.Expect(visit.Page.Locator(".card")).ToHaveCountAsync(before + 1);
        await Assertions.Expect(visit.Page.Locator($".card >> nth={before} >> h2")).ToBeFocusedAsync();
    }

    private static async Task SendAsync(Visit visit, Question question)
    {
        await visit.FillAsync(question);
        await visit.Page.RunAndWaitForResponseAsync(() => visit.Page.ClickAsync("button.main"), response => response.Request.Method == "POST");
        await Assertions.Expect(visit.Page.Locator("#family")).Not.ToHaveAttributeAsync("aria-busy", "true");
    }

    private static Task<int> StoredAsync(Visit visit) => visit.Page.EvaluateAsync<int>("localStorage.length + sessionStorage.length");
}
