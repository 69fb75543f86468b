using System.Text;
using Ausweisstatus.Languages;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Browser.Tests;

/// <summary>An answer on paper.</summary>
public sealed class PrintTests(RunningPages pages, Chromium chromium)
{
    public static TheoryData<string> Languages => [.. Language.All.Select(language => language.Code)];

    [Theory, MemberData(nameof(Languages))]
    public async Task An_answer_prints_on_one_sheet_however_long_its_history(string language)
    {
        await using var visit = await chromium.VisitAsync(pages, new Visitor(language));
        await visit.AskAsync(Question.LongHistory);
        (await visit.Page.Locator(".history li").CountAsync()).ShouldBeGreaterThan(30);

        PagesOf(await visit.Page.PdfAsync(new PagePdfOptions { Format = "A4" })).ShouldBe(1);
        await visit.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        (await visit.Page.Locator(".history li:visible").CountAsync()).ShouldBe(8, "the beginning, how many follow, and the end");
        (await visit.Page.Locator(".history li").Last.IsVisibleAsync()).ShouldBeTrue();
    }

    [Theory]
    [InlineData("de", "Vollmacht zum Abholen")]
    [InlineData("ar", "Vollmacht zum Abholen")]
    public async Task An_authorisation_is_one_sheet_in_German_with_room_to_write(string language, string title)
    {
        await using var visit = await chromium.VisitAsync(pages, new Visitor(language));
        await visit.Page.GotoAsync("/proxy");

        PagesOf(await visit.Page.PdfAsync(new PagePdfOptions { Format = "A4" })).ShouldBe(1);
        (await visit.Page.InnerTextAsync(".sheet h2")).ShouldBe(title);
        (await visit.Page.Locator(".sheet .room").CountAsync()).ShouldBe(9);
        (await visit.Page.Locator(".sheet .meaning").CountAsync()).ShouldBe(language == "de" ? 0 : 11);
    }

    private static int PagesOf(byte[] pdf) => Encoding.Latin1.GetString(pdf).Split("/Type /Page\n").Length - 1;
}
