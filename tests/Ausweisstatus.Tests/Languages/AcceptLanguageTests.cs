using Ausweisstatus.Languages;
using CsCheck;
using Microsoft.Extensions.Primitives;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.Languages;

[Collection(SharedInstallation.Name)]
public sealed class AcceptLanguageTests(Installation installation)
{
    [Theory]
    // What telephones and browsers send.
    [InlineData("uk-UA,uk;q=0.9,ru;q=0.8,en-US;q=0.7,en;q=0.6", "uk")]
    [InlineData("ku,fa;q=0.9,ps;q=0.8,ur;q=0.7,ar-SY;q=0.6,tr;q=0.5,de;q=0.4", "ar")]
    [InlineData("sq,ro;q=0.9,bg;q=0.8,hu;q=0.7,cs;q=0.6,sk;q=0.5,en-GB;q=0.1", "en")]
    [InlineData("de-AT", "de")]
    [InlineData("DE-CH-1996, en", "de")]
    [InlineData("en-GB,de;q=0.5", "en")]
    [InlineData("ja", "de")]
    // The order is that of the qualities, and among equals that of the header.
    [InlineData("de;q=0.1,en;q=0.2", "en")]
    [InlineData("de;q=0.5,en;q=0.5", "de")]
    [InlineData("en;q=0.5,de;q=0.5", "en")]
    [InlineData("en;q=0.001,sv", "en")]
    [InlineData("en ; q = 0.9 , de ; q=0.8", "en")]
    [InlineData("en;Q=0.9,de;q=0.8", "en")]
    [InlineData("en;q=0.3,de;q=0.5,en;q=0.9", "en")]
    // Refused is refused.
    [InlineData("en;q=0,sv", "de")]
    [InlineData("en-US,en;q=0,de;q=0.1", "de")]
    [InlineData("en-US;q=0,en", "en")]
    [InlineData("de;q=0", "en")]
    [InlineData("de;q=0.000,sv", "en")]
    [InlineData("de;q=0,en;q=0", "fr")]
    [InlineData("de;q=0,de-simple", "de-simple")]
    [InlineData("de-simple,de;q=0.9", "de-simple")]
    [InlineData("de-DE-simple,en;q=0.9", "de")]
    // Anything: German, unless that is refused.
    [InlineData("*", "de")]
    [InlineData("*,en;q=0.5", "de")]
    [InlineData("sv,*;q=0.5", "de")]
    [InlineData("en,*;q=0.5", "en")]
    [InlineData("*,de;q=0", "en")]
    [InlineData("*;q=0", "de")]
    [InlineData("*;q=0,en", "en")]
    // Malformed parts are nobody's wish.
    [InlineData("", "de")]
    [InlineData(",,, ,", "de")]
    [InlineData("de;q=zero,en;q=0.1", "en")]
    [InlineData("de;q=1.5,en;q=0.1", "en")]
    [InlineData("de;q=-1,en;q=0.1", "en")]
    [InlineData("de;q,en;q=0.1", "en")]
    [InlineData("de;q=,en;q=0.1", "en")]
    [InlineData("d e,en", "en")]
    [InlineData("\"de\",en", "en")]
    [InlineData("äöü,en;q=0.3", "en")]
    [InlineData("-,en", "en")]
    [InlineData("deutsch,english,en;q=0.1", "en")]
    [InlineData(";;;=;q=,en", "en")]
    public void The_language_is_the_best_of_ours(string header, string language) =>
        (AcceptLanguage.Best(header, Language.All) ?? Language.Default).Code.ShouldBe(language);

    [Theory]
    [InlineData("tr,en;q=0.1", "en")]
    [InlineData("tr,*", "de")]
    [InlineData("de;q=0,tr", "en")]
    public void Where_fewer_languages_are_spoken_it_is_the_best_of_those(string header, string language) =>
        AcceptLanguage.Best(header, Language.OfStaff)!.Code.ShouldBe(language);

    [Fact]
    public void Repeated_headers_are_one() =>
        AcceptLanguage.Best(new StringValues(["sv, de;q=0.2", null, "nl", "en;q=0.3"]), Language.All)!.Code.ShouldBe("en");

    [Fact]
    public void The_last_of_many_entries_counts() =>
        AcceptLanguage.Best(string.Concat(Enumerable.Range(0, 3_000).Select(i => $"x{i},")) + "en", Language.All)!.Code.ShouldBe("en");

    [Fact]
    public void A_tag_of_thousands_of_parts_is_passed_over() =>
        AcceptLanguage.Best(string.Concat(Enumerable.Repeat("a-", 8_000)) + "en,en;q=0.1", Language.All)!.Code.ShouldBe("en");

    [Fact]
    public void Whatever_stands_there_it_is_no_error() =>
        Gen.Char["de-EN*;q=0.19, \t\"\\\0\ud800ü"].Array[0, 40].Sample(symbols => AcceptLanguage.Best(new string(symbols), Language.All) is null or { Code: "de" or "en" });

    [Theory]
    [InlineData("/api/v1/status", "sv,it;q=0.9,es;q=0.8,pt;q=0.7,en;q=0.6", "en")]
    [InlineData("/api/v1/status?lang=xx", "sv,en", "en")]
    [InlineData("/api/v1/status?lang=", "sv,en", "en")]
    [InlineData("/api/v1/status?lang=%00&lang=de", "sv,en", "en")]
    [InlineData("/api/v1/status?lang[]=de", "sv,en", "en")]
    [InlineData("/api/v1/status?lang=de", "en", "de")]
    [InlineData("/api/v1/status?lang=de-simple", "en", "de-simple")]
    [InlineData("/privacy?lang=de-SIMPLE", "en", "de-simple")]
    [InlineData("/privacy", "uk-UA,en;q=0.5", "uk")]
    // The console has fewer languages, and takes the best of those.
    [InlineData("/staff", "tr,ar;q=0.9,en;q=0.8,de;q=0.7", "en")]
    [InlineData("/staff", "tr-TR,tr;q=0.9", "de")]
    [InlineData("/staff?lang=tr", "en", "en")]
    [InlineData("/privacy", "sv,it;q=0.9,es;q=0.8,pt;q=0.7,en;q=0.6", "en")]
    [InlineData("/privacy?lang=../../etc", "sv,en", "en")]
    [InlineData("/api/v1/status/watch", "sv,it;q=0.9,es;q=0.8,pt;q=0.7,en;q=0.6", "en")]
    public async Task Interface_and_pages_understand_it_alike(string path, string header, string language)
    {
        using var client = installation.Anonymous();
        using var request = new HttpRequestMessage(path.StartsWith("/api/v1/status?", StringComparison.Ordinal) || path == "/api/v1/status" ? HttpMethod.Post : HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Accept-Language", header).ShouldBeTrue();

        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);

        ((int)answer.StatusCode).ShouldBeLessThan(500);
        answer.Content.Headers.ContentLanguage.ShouldBe([language]);
    }
}
