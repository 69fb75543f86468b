using Ausweisstatus.DevelopmentMail;
using Ausweisstatus.Tests;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Browser.Tests;

public sealed class SubscribingTests(RunningPages pages, Chromium chromium)
{
    [Theory, InlineData(true), InlineData(false)]
    public async Task A_citizen_is_told_by_mail_and_ends_it_again_with_and_without_scripts(bool scripts)
    {
        var address = $"{Guid.NewGuid():n}@example.org";
        await using var visit = await chromium.VisitAsync(pages, new Visitor { Scripts = scripts });

        var answer = await visit.SubscribeAsync(pages.InProduction, address);
        (answer.Status, await visit.Page.InnerTextAsync("h1")).ShouldBe((200, "Sehen Sie jetzt in Ihr Postfach."));
        visit.Page.Url.ShouldEndWith("/subscribe");

        await visit.Page.GotoAsync(await LinkAsync(address));
        (await visit.Page.InnerTextAsync("h1")).ShouldBe("Wollen Sie benachrichtigt werden?");
        await visit.PressAsync();
        (await visit.Page.InnerTextAsync("h1")).ShouldBe("Wir benachrichtigen Sie.");
        await visit.PressAsync();
        (await visit.Page.InnerTextAsync("h1")).ShouldBe("Sie werden nicht mehr benachrichtigt.");
    }

    [Fact]
    public async Task An_address_that_is_none_is_shown_again_as_it_was_typed_and_the_question_is_not_lost()
    {
        await using var visit = await chromium.VisitAsync(pages, new Visitor("en"));

        var answer = await visit.SubscribeAsync(pages.InProduction, "nobody@");
        answer.Status.ShouldBe(400);
        (await visit.Page.InputValueAsync("#address")).ShouldBe("nobody@");
        (await visit.Page.EvaluateAsync<string>("document.activeElement.className")).ShouldBe("summary");
        await visit.Page.ClickAsync(".summary a");
        (await visit.Page.EvaluateAsync<string>("document.activeElement.id")).ShouldBe("address");

        await visit.Page.FillAsync("#address", "somebody@example.org");
        (await visit.PressAsync()).Status.ShouldBe(200);
        (await visit.Page.InnerTextAsync("h1")).ShouldBe("Now look in your mailbox.");
    }

    [Fact]
    public async Task Who_waits_is_offered_it_and_the_privacy_page_says_what_happens_with_the_address()
    {
        await using var visit = await chromium.VisitAsync(pages, new Visitor());
        await visit.AskAsync(Question.SentAgain);
        (await visit.Page.Locator("#address").CountAsync()).ShouldBe(1);

        await visit.Page.GotoAsync("/privacy");
        (await visit.Page.InnerTextAsync("main")).ShouldContain("Wenn Sie benachrichtigt werden wollen");
    }

    private async Task<string> LinkAsync(string address)
    {
        SentMail? mail = null;
        await Eventually.TrueAsync(() => (mail = pages.Mails.FirstOrDefault(one => one.Recipient == address)) is not null);
        return new Uri(mail!.Message.Headers["List-Unsubscribe"]!.Trim('<', '>')).PathAndQuery;
    }
}
