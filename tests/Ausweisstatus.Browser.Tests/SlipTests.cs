using Ausweisstatus.Languages;
using Microsoft.Playwright;
using QRCoder;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Browser.Tests;

public sealed class SlipTests(RunningPages pages, Chromium chromium)
{
    [Fact]
    public async Task The_link_of_a_slip_fills_the_code_in_and_leaves_no_trace_of_it()
    {
        await using var visit = await chromium.VisitAsync(pages, new Visitor());
        await visit.Page.GotoAsync($"/#{pages.ReadyForPickup.Code}");

        await Assertions.Expect(visit.Page.Locator("#code")).ToHaveValueAsync(pages.ReadyForPickup.Code);
        await Assertions.Expect(visit.Page.Locator("#day")).ToBeFocusedAsync();
        visit.Page.Url.ShouldBe(pages.Url.ToString());
    }

    [Fact]
    public async Task A_fragment_that_is_no_code_fills_nothing_in()
    {
        await using var visit = await chromium.VisitAsync(pages, new Visitor());
        await visit.Page.GotoAsync("/#main");

        (await visit.Page.InputValueAsync("#code")).ShouldBe("");
    }

    [Fact]
    public async Task A_slip_prints_on_one_sheet_of_A5_with_the_code_in_groups_and_as_a_link()
    {
        await using var visit = await chromium.VisitAsync(pages, new Visitor());
        await visit.Page.GotoAsync(pages.SlipPath);

        (await visit.Page.InnerTextAsync(".groups")).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .ShouldBe(pages.ReadyForPickup.Code.Split('-'));
        (await visit.Page.Locator("[role=img]").InnerHTMLAsync()).ShouldContain(await Drawn(visit.Page, $"{pages.Url}#{pages.ReadyForPickup.Code}"));
        foreach (var language in Language.All)
        {
            await visit.Page.GotoAsync($"{pages.SlipPath}?lang={language.Code}");
            var paper = await visit.Page.PdfAsync(new PagePdfOptions { PreferCSSPageSize = true });
            System.Text.Encoding.Latin1.GetString(paper).Split("/Type /Page\n").Length.ShouldBe(2, $"one page, {language}");
        }
    }

    [Theory]
    [InlineData("", "en", "Where is my document?")]
    [InlineData("?lang=de", "en", "Where is my document?")]
    [InlineData("?lang=ar", "ar", "أين وثيقتي؟")]
    [InlineData("?lang=de-simple", "de-simple", "Wo ist mein Ausweis oder Pass?")]
    public async Task A_slip_is_in_German_and_in_the_language_that_was_chosen(string query, string language, string title)
    {
        await using var visit = await chromium.VisitAsync(pages, new Visitor());
        await visit.Page.GotoAsync(pages.SlipPath + query);

        (await visit.Page.InnerTextAsync("h1")).ShouldStartWith("Wo ist mein Dokument?");
        (await visit.Page.InnerTextAsync($"h1 [lang={language}]")).ShouldBe(title);
    }

    [Fact]
    public async Task A_token_that_stands_for_nothing_is_a_page_that_does_not_exist()
    {
        await using var visit = await chromium.VisitAsync(pages, new Visitor());
        var answer = await visit.Page.GotoAsync("/slip/no-such-token");

        answer!.Status.ShouldBe(404);
        (await visit.Page.InnerTextAsync("h1")).ShouldBe("Diese Seite gibt es nicht.");
    }

    /// <summary>The squares of a QR code as this browser writes them.</summary>
    private static async Task<string> Drawn(IPage page, string link)
    {
        using var data = QRCodeGenerator.GenerateQrCode(link, QRCodeGenerator.ECCLevel.M);
        using var picture = new SvgQRCode(data);
        var svg = picture.GetGraphic(1, "#000", "#fff", drawQuietZones: false, SvgQRCode.SizingMode.ViewBoxAttribute);
        return await page.EvaluateAsync<string>("svg => { const t = document.createElement('div'); t.innerHTML = svg; return t.querySelector('svg').innerHTML; }", svg);
    }
}
