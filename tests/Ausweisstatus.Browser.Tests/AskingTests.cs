using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Browser.Tests;

public sealed class AskingTests(RunningPages pages, Chromium chromium)
{
    [Theory, InlineData(true), InlineData(false)]
    public async Task A_citizen_reads_where_the_document_is_with_and_without_scripts(bool scripts)
    {
        await using var visit = await chromium.VisitAsync(pages, new Visitor { Scripts = scripts });

        var answer = await visit.AskAsync(pages.ReadyForPickup);

        answer.Status.ShouldBe(200);
        (await answer.HeaderValueAsync("cache-control")).ShouldBe("no-store");
        (await visit.Page.InnerTextAsync("h1")).ShouldBe("Ihr Personalausweis ist abholbereit.");
        (await visit.Page.TitleAsync()).ShouldStartWith("Ihr Personalausweis ist abholbereit.");
        (await visit.Page.InnerTextAsync("address")).ShouldContain("Karl-Marx-Allee 31");
        (await visit.Page.Locator(".hours li").CountAsync()).ShouldBe(5);
        visit.Page.Url.ShouldEndWith("/status");
    }

    [Fact]
    public async Task The_history_says_in_words_and_to_screen_readers_which_step_is_the_present_one()
    {
        await using var visit = await chromium.VisitAsync(pages, new Visitor());
        await visit.AskAsync(pages.ReadyForPickup);

        (await visit.Page.Locator(".history li").CountAsync()).ShouldBe(6);
        (await visit.Page.Locator(".history time[datetime]").CountAsync()).ShouldBe(6);
        var current = visit.Page.Locator("[aria-current=step]");
        (await current.CountAsync()).ShouldBe(1);
        (await current.InnerTextAsync()).ShouldContain("jetzt");
    }

    [Fact]
    public async Task A_delay_and_a_silence_are_said()
    {
        await using var visit = await chromium.VisitAsync(pages, new Visitor("en"));
        await visit.AskAsync(pages.Overdue);

        var text = await visit.Page.InnerTextAsync("main");
        text.ShouldContain("Last heard: 58 days ago");
        text.ShouldContain("This is taking longer than usual");
        text.ShouldContain("Probably ready for collection between");
        text.ShouldContain("A week ago it looked like some day between");
        text.ShouldContain("The manufacturer needs more time at the moment.");
    }

    [Fact]
    public async Task After_the_time_for_collection_people_are_told_whom_to_ask_and_no_day_that_is_over()
    {
        await using var visit = await chromium.VisitAsync(pages, new Visitor());
        await visit.AskAsync(Question.PeriodOver);

        (await visit.Page.InnerTextAsync("h1")).ShouldBe("Ihr Personalausweis war abholbereit, aber die Zeit zum Abholen ist vorbei.");
        (await visit.Page.InnerTextAsync(".next")).ShouldContain("115");
        (await visit.Page.Locator(".answer.tone-act").CountAsync()).ShouldBe(1);
        (await visit.Page.Locator(".until").CountAsync()).ShouldBe(0);
        (await visit.Page.InnerTextAsync("address")).ShouldContain("Karl-Marx-Allee 31");
    }

    [Fact]
    public async Task A_second_delivery_attempt_is_told()
    {
        await using var visit = await chromium.VisitAsync(pages, new Visitor());
        await visit.AskAsync(Question.SentAgain);

        (await visit.Page.InnerTextAsync("h1")).ShouldBe("Ihr Personalausweis wird Ihnen noch einmal zugestellt.");
        (await visit.Page.InnerTextAsync("[aria-current=step]")).ShouldContain("ging noch einmal in die Zustellung");
    }

    [Fact]
    public async Task A_code_that_was_pasted_with_invisible_characters_around_each_symbol_fits_in()
    {
        await using var visit = await chromium.VisitAsync(pages, new Visitor { Scripts = false });
        var pasted = string.Concat(pages.ReadyForPickup.Code.Select(symbol => $"\u2068{symbol}\u2069\u200b"));
        await visit.Page.GotoAsync("/");

        // As a browser takes what is pasted: only as much as the field holds.
        await visit.Page.FocusAsync("#code");
        await visit.Page.Keyboard.InsertTextAsync(pasted);
        (await visit.Page.InputValueAsync("#code")).ShouldBe(pasted);

        (await visit.AskAsync(pages.ReadyForPickup with { Code = pasted })).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData("  {0} ", "no spaces count")]
    [InlineData("{1}", "small letters, no hyphens")]
    public async Task A_code_may_be_typed_carelessly(string typed, string because)
    {
        var code = pages.ReadyForPickup.Code;
        await using var visit = await chromium.VisitAsync(pages, new Visitor());

        var answer = await visit.AskAsync(pages.ReadyForPickup with { Code = string.Format(null, typed, code, code.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant()) });

        answer.Status.ShouldBe(200, because);
    }

    [Fact]
    public async Task Not_found_names_the_three_reasons_and_a_telephone_and_lets_people_try_again()
    {
        await using var visit = await chromium.VisitAsync(pages, new Visitor { Scripts = false });
        (await visit.AskAsync(pages.ReadyForPickup with { Year = "1991" })).Status.ShouldBe(404);
        (await visit.Page.Locator(".reasons li").CountAsync()).ShouldBe(3);
        (await visit.Page.Locator("main a[href='tel:115']").CountAsync()).ShouldBe(1);

        (await visit.AskAsync(pages.ReadyForPickup)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task An_unknown_code_and_a_wrong_date_lead_to_the_same_page()
    {
        var unknown = await NotFoundPage(Question.Unknown);
        var wrongDate = await NotFoundPage(pages.ReadyForPickup with { Year = "1991" });

        unknown.ShouldBe(wrongDate);
    }

    [Fact]
    public async Task Who_tries_too_often_learns_how_long_to_wait()
    {
        await using var visit = await chromium.VisitAsync(pages, new Visitor());
        var answer = await visit.AskAsync(Question.Throttled);

        answer.Status.ShouldBe(429);
        (await answer.HeaderValueAsync("retry-after")).ShouldBe("150");
        (await visit.Page.InnerTextAsync(".lead")).ShouldContain("3 Minuten");
    }

    [Fact]
    public async Task Changing_the_language_of_an_answer_keeps_the_answer()
    {
        await using var visit = await chromium.VisitAsync(pages, new Visitor { Scripts = false });
        await visit.AskAsync(pages.ReadyForPickup);

        await visit.Page.ClickAsync("details.languages summary");
        await visit.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "English" }).ClickAsync();

        await Assertions.Expect(visit.Page.Locator("h1")).ToHaveTextAsync("Your identity card is ready for collection.");
        (await visit.Page.GetAttributeAsync("html", "lang")).ShouldBe("en");
    }

    [Fact]
    public async Task A_language_chosen_by_hand_stays_from_page_to_page()
    {
        await using var visit = await chromium.VisitAsync(pages, new Visitor());
        await visit.Page.GotoAsync("/privacy");
        await visit.Page.ClickAsync("details.languages summary");
        await visit.Page.ClickAsync("details.languages a[lang=en]");
        await Assertions.Expect(visit.Page.Locator("h1")).ToHaveTextAsync("Privacy");

        await visit.Page.ClickAsync("a.brand");
        await Assertions.Expect(visit.Page.Locator("h1")).ToHaveTextAsync("Where is my ID card or passport?");
        await visit.AskAsync(pages.ReadyForPickup);

        (await visit.Page.InnerTextAsync("h1")).ShouldBe("Your identity card is ready for collection.");
    }

    private async Task<string> NotFoundPage(Question question)
    {
        await using var visit = await chromium.VisitAsync(pages, new Visitor());
        var answer = await visit.AskAsync(question);
        answer.Status.ShouldBe(404);
        return (await answer.TextAsync()).Replace(question.Code, "", StringComparison.Ordinal).Replace($"\"{question.Year}\"", "", StringComparison.Ordinal);
    }
}
