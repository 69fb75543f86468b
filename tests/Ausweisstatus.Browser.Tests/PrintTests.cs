using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Browser.Tests;

/// <summary>An answer on paper.</summary>
public sealed partial class PrintTests(RunningPages pages, Chromium chromium)
{
    [Fact]
    public async Task An_answer_prints_on_one_sheet()
    {
        await using var visit = await chromium.VisitAsync(pages, new Visitor());
        await visit.AskAsync(pages.ReadyForPickup);

        PagesOf(await visit.Page.PdfAsync(new PagePdfOptions { Format = "A4" })).ShouldBe(1);
    }

    [Fact]
    public async Task A_long_history_begins_on_the_first_sheet_and_its_lines_stay_whole()
    {
        await using var visit = await chromium.VisitAsync(pages, new Visitor());
        await visit.AskAsync(Question.LongHistory);
        (await visit.Page.Locator(".history li").CountAsync()).ShouldBeGreaterThan(30);

        var sheets = PagesOf(await visit.Page.PdfAsync(new PagePdfOptions { Format = "A4" }));
        var first = new PagePdfOptions { Format = "A4", PageRanges = "1" };
        var lines = TextsIn(await visit.Page.PdfAsync(first));
        await visit.Page.EvaluateAsync("document.querySelector('.history ol').style.visibility = 'hidden'");
        var withoutHistory = TextsIn(await visit.Page.PdfAsync(first));

        sheets.ShouldBe(2);
        (lines - withoutHistory).ShouldBeGreaterThan(15, "texts of the history on the first sheet");
    }

    private static int PagesOf(byte[] pdf) => Encoding.Latin1.GetString(pdf).Split("/Type /Page\n").Length - 1;

    /// <summary>How often a text is set in the pages of a PDF.</summary>
    private static int TextsIn(byte[] pdf) => Compressed().Matches(Encoding.Latin1.GetString(pdf))
        .Sum(stream => SettingText().Count(Inflate(Encoding.Latin1.GetBytes(stream.Groups[1].Value))));

    private static string Inflate(byte[] compressed)
    {
        using var stream = new ZLibStream(new MemoryStream(compressed), CompressionMode.Decompress);
        using var text = new StreamReader(stream, Encoding.Latin1);
        return text.ReadToEnd();
    }

    [GeneratedRegex(@"/FlateDecode[^>]*>>\s*stream\r?\n(.*?)\r?\nendstream", RegexOptions.Singleline)]
    private static partial Regex Compressed();

    [GeneratedRegex(@" T[jJ]\s")]
    private static partial Regex SettingText();
}
