using System.Text.RegularExpressions;
using Ausweisstatus.Tests.Intake;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Browser.Tests;

/// <summary>Staff at work, with a real browser and a real provider.</summary>
public sealed class StaffTests(RunningPages pages, Chromium chromium)
{
    [Theory, InlineData(true), InlineData(false)]
    public async Task A_document_is_found_opened_with_a_reason_and_read_as_its_holder_reads_it_with_and_without_scripts(bool scripts)
    {
        await using var visit = await chromium.VisitAsync(pages, new Visitor("de") { Scripts = scripts });

        await visit.ReadAsStaffAsync(pages.ReadyForPickup, "Anruf, Vorgang 4711");

        await Assertions.Expect(visit.Page.Locator(".as-citizen h1")).ToHaveTextAsync("Ihr Personalausweis ist abholbereit.");
        visit.Page.Url.ShouldNotContain(pages.ReadyForPickup.Code);
        await visit.Page.ClickAsync(".reads nav a[lang=en]");
        await Assertions.Expect(visit.Page.Locator(".as-citizen h1")).ToHaveTextAsync("Your identity card is ready for collection.");
        await Assertions.Expect(visit.Page.Locator(".as-citizen .next h2")).ToHaveTextAsync("What to do now");
        await Assertions.Expect(visit.Page.Locator("header button.link")).ToHaveTextAsync("Abmelden");
    }

    [Fact]
    public async Task With_the_keyboard_alone_from_the_code_to_the_answer()
    {
        await using var visit = await chromium.VisitAsync(pages, new Visitor("en"));
        await visit.SignInAsync();

        await Assertions.Expect(visit.Page.Locator("#code")).ToBeFocusedAsync();
        await visit.Page.Keyboard.TypeAsync(pages.InProduction.Code);
        await visit.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visit.Page.Locator("#reason")).ToBeFocusedAsync();
        await visit.Page.Keyboard.TypeAsync("phone call");
        await visit.Page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(visit.Page.Locator(".as-citizen h1")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_call_is_answered_and_put_right_with_the_keyboard_alone_and_a_few_keys()
    {
        using var document = await LiveDocument.ApplyAsync(pages);
        await document.SayAsync("ready-for-pickup", new { location = "mitte-osloer" });
        await using var visit = await chromium.VisitAsync(pages, new Visitor("en"));
        var (keyboard, answer) = (visit.Page.Keyboard, visit.Page.Locator(".as-citizen h1"));
        await visit.SignInAsync();
        await Assertions.Expect(visit.Page.Locator("#code")).ToBeFocusedAsync();
        await keyboard.TypeAsync(document.Question.Code);
        await keyboard.PressAsync("Enter");
        await Assertions.Expect(visit.Page.Locator("#reason")).ToBeFocusedAsync();
        await keyboard.TypeAsync("phone call");
        await keyboard.PressAsync("Enter");
        await Assertions.Expect(answer).ToHaveTextAsync("Your identity card is ready for collection.");
        await keyboard.PressAsync("ArrowLeft");
        await Assertions.Expect(answer).ToHaveTextAsync("Your identity card has been applied for.");
        await keyboard.PressAsync("ArrowRight");
        await Assertions.Expect(answer).ToHaveTextAsync("Your identity card is ready for collection.");

        await TabToAsync("Take back fact 2", atMost: 2);
        await keyboard.PressAsync("Enter");
        await Assertions.Expect(visit.Page.Locator("h2").First).ToHaveTextAsync("Take back");
        await TabToAsync("", atMost: 2);
        await keyboard.PressAsync("Space");
        await keyboard.PressAsync("Enter");
        await Assertions.Expect(visit.Page.Locator("main")).ToContainTextAsync("Why it is taken back: It did not happen.");
        // Nobody records by an Enter too many what they have not read.
        await Assertions.Expect(visit.Page.Locator("h2:focus")).ToHaveTextAsync("What its holder will read");
        await TabToAsync("Take the fact back", atMost: 2);
        await keyboard.PressAsync("Enter");

        await Assertions.Expect(answer).ToHaveTextAsync("Your identity card has been applied for.");
        await Assertions.Expect(visit.Page.Locator("#main")).ToBeFocusedAsync();
        await Assertions.Expect(visit.Page.Locator(".done")).ToHaveTextAsync("The fact is taken back.");
        await Assertions.Expect(visit.Page.Locator(".fact").Last).ToContainTextAsync("Takes back fact 2 (Ready for collection). It did not happen.");
        await visit.Page.Locator(".story a").Last.FocusAsync();
        await keyboard.PressAsync("Tab");
        await Assertions.Expect(visit.Page.Locator(".reads .languages a:focus")).ToHaveCountAsync(1);

        async Task TabToAsync(string text, int atMost)
        {
            for (var tabs = 0; tabs < atMost; tabs++)
            {
                await keyboard.PressAsync("Tab");
            }

            await Assertions.Expect(visit.Page.Locator(":focus")).ToHaveTextAsync(text);
        }
    }

    [Fact]
    public async Task What_differs_between_two_moments_is_told_in_words_where_the_keyboard_goes_on()
    {
        await using var visit = await chromium.VisitAsync(pages, new Visitor("en"));
        await visit.ReadAsStaffAsync(pages.Overdue, "phone call");
        await visit.Page.FillAsync("#since", "0");

        await visit.Page.Keyboard.PressAsync("Enter");

        var overdue = visit.Page.Locator(".differences div:has(dt:text('Takes longer than usual'))");
        await Assertions.Expect(overdue.Locator("del")).ToHaveTextAsync("–");
        await Assertions.Expect(overdue.Locator("ins")).ToHaveTextAsync("yes");
        await visit.Page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(visit.Page.Locator(".reads details summary:focus")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task With_left_and_right_the_answers_of_earlier_moments_are_read()
    {
        await using var visit = await chromium.VisitAsync(pages, new Visitor("en"));
        await visit.ReadAsStaffAsync(pages.ReadyForPickup, "phone call");
        var (answer, facts) = (visit.Page.Locator(".as-citizen h1"), visit.Page.Locator(".timeline .fact"));
        var count = await facts.CountAsync();
        await Assertions.Expect(answer).ToHaveTextAsync("Your identity card is ready for collection.");

        await visit.Page.Keyboard.PressAsync("ArrowLeft");

        await Assertions.Expect(answer).Not.ToHaveTextAsync("Your identity card is ready for collection.");
        visit.Page.Url.ShouldContain($"moment={count - 1}");
        await Assertions.Expect(facts.Nth(count - 2)).ToHaveAttributeAsync("aria-current", "step");
        await Assertions.Expect(visit.Page.Locator(".differences strong")).ToHaveTextAsync("Now: Your identity card is ready for collection.");
        await visit.Page.Keyboard.PressAsync("ArrowRight");
        await Assertions.Expect(answer).ToHaveTextAsync("Your identity card is ready for collection.");
    }

    [Fact]
    public async Task Without_scripts_links_lead_through_the_moments_and_a_time_is_gone_to()
    {
        await using var visit = await chromium.VisitAsync(pages, new Visitor("en") { Scripts = false });
        await visit.ReadAsStaffAsync(pages.ReadyForPickup, "phone call");

        await visit.Page.ClickAsync(".timeline .fact:first-child a");
        await Assertions.Expect(visit.Page.Locator(".as-citizen h1")).ToHaveTextAsync("Your identity card has been applied for.");
        await visit.Page.FillAsync("#at", "2020-01-01T12:00");
        await visit.Page.ClickAsync(".go button");

        await Assertions.Expect(visit.Page.Locator(".moment")).ToContainTextAsync("Before we knew anything");
        await Assertions.Expect(visit.Page.Locator(".as-citizen")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Who_signs_out_comes_back_from_the_provider_and_has_to_sign_in_again()
    {
        await using var visit = await chromium.VisitAsync(pages, new Visitor("en"));
        await visit.SignInAsync();

        await visit.Page.ClickAsync("header button.link");

        await Assertions.Expect(visit.Page.Locator("a.main")).ToHaveTextAsync("Sign in");
        await visit.Page.GotoAsync("/staff/documents/0b8e7f0e-3c7b-4c0e-9a4e-5d5a3f9c1b11");
        new Uri(visit.Page.Url).Authority.ShouldBe(pages.SignIn.Authority);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_refused_fact_is_put_right_with_the_keyboard_alone_with_and_without_scripts(bool scripts)
    {
        var order = $"refused-{Guid.NewGuid():n}";
        await pages.RefuseAsync(Events.Event("dispatched", order, new { to = "ofice" }));
        await using var visit = await chromium.VisitAsync(pages, new Visitor("en") { Scripts = scripts });
        await visit.SignInAsync("/staff/refusals");
        await visit.Page.ClickAsync("a:has-text('wrong or missing field')");
        var fact = visit.Page.Locator($".refused > li:has-text('{order}')");

        await fact.Locator("input[name=value]").FocusAsync();
        await visit.Page.Keyboard.TypeAsync("office");
        await visit.Page.Keyboard.PressAsync("Tab");
        await visit.Page.Keyboard.PressAsync("Control+A");
        await visit.Page.Keyboard.TypeAsync("told on the phone");
        await visit.Page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(visit.Page.Locator(".summary.done")).ToContainTextAsync("One is recorded now.");
        visit.Page.Url.ShouldNotContain("office");
        await visit.Page.ClickAsync("a:has-text('Back to the facts')");
        await Assertions.Expect(visit.Page.Locator(".refused")).Not.ToContainTextAsync(order);
        await Assertions.Expect(visit.Page.Locator("#reason")).ToHaveValueAsync("told on the phone");
    }

    [Fact]
    public async Task Who_is_silent_and_what_stayed_behind_is_said_in_words()
    {
        await using var visit = await chromium.VisitAsync(pages, new Visitor("en"));

        await visit.SignInAsync("/staff/silence");

        // The clock may have struck since the samples were made.
        await Assertions.Expect(visit.Page.Locator("main")).ToContainTextAsync(new Regex("usually every 20 minutes · (29|30) usual hours without a word"));
        await Assertions.Expect(visit.Page.Locator("main")).ToContainTextAsync("3 still in “");
    }
}
