using System.Net;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Browser.Tests;

public sealed class AnswerHeaderTests : IDisposable
{
    private readonly HttpClient client;

    public AnswerHeaderTests(RunningPages pages)
    {
        client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = pages.Url };
        // As a browser says it.
        client.DefaultRequestHeaders.Accept.ParseAdd("text/html,application/xhtml+xml,*/*;q=0.8");
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/privacy")]
    [InlineData("/nowhere")]
    [InlineData("/kern.css")]
    [InlineData("/fails")]
    public async Task Every_page_forbids_what_it_does_not_need(string path)
    {
        var answer = await client.GetAsync(path, TestContext.Current.CancellationToken);

        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldContain("default-src 'none'");
        policy.ShouldContain("script-src 'self'");
        policy.ShouldNotContain("unsafe");
        answer.Headers.GetValues("Referrer-Policy").ShouldBe(["no-referrer"]);
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        answer.Headers.Contains("Permissions-Policy").ShouldBeTrue();
        answer.Headers.Contains("Set-Cookie").ShouldBeFalse();
        answer.Headers.Contains("Server").ShouldBeFalse();
        answer.Headers.Contains("Strict-Transport-Security").ShouldBeFalse("over http it would be meaningless");
    }

    [Fact]
    public async Task The_answer_cannot_be_visited_without_asking()
    {
        var answer = await client.GetAsync("/status?lang=en", TestContext.Current.CancellationToken);

        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        answer.Headers.Location!.ToString().ShouldBe("/?lang=en");
    }

    [Theory]
    [InlineData("/nowhere", HttpStatusCode.NotFound, "Diese Seite gibt es nicht.")]
    [InlineData("/error", HttpStatusCode.NotFound, "Diese Seite gibt es nicht.")]
    [InlineData("/fails", HttpStatusCode.InternalServerError, "Das hat nicht geklappt.")]
    public async Task Failures_are_told_in_plain_words(string path, HttpStatusCode status, string words)
    {
        var answer = await client.GetAsync(path, TestContext.Current.CancellationToken);

        answer.StatusCode.ShouldBe(status);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain(words);
    }

    [Fact]
    public async Task Programs_get_no_page_where_there_is_no_endpoint()
    {
        var answer = await client.GetAsync("/api/v1/nothing", TestContext.Current.CancellationToken);

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (answer.Content.Headers.ContentType?.MediaType).ShouldNotBe("text/html");
        answer.Headers.GetValues("Content-Security-Policy").Single().ShouldNotContain("script-src");
    }

    [Theory]
    [InlineData("application/json", "{}", HttpStatusCode.BadRequest)]
    [InlineData("application/x-www-form-urlencoded", "code=%00%FF&day=%ED%A0%80&month=&year=", HttpStatusCode.BadRequest)]
    [InlineData("application/x-www-form-urlencoded", "%", HttpStatusCode.BadRequest)]
    [InlineData("multipart/form-data; boundary=x", "--y", HttpStatusCode.BadRequest)]
    [InlineData("multipart/form-data", "", HttpStatusCode.BadRequest)]
    public async Task Nonsense_is_refused_and_breaks_nothing(string type, string body, HttpStatusCode status)
    {
        using var content = new StringContent(body);
        content.Headers.Remove("Content-Type");
        content.Headers.TryAddWithoutValidation("Content-Type", type);

        (await client.PostAsync(new Uri("/status", UriKind.Relative), content, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(status);
    }

    [Fact]
    public async Task A_form_far_too_large_is_refused()
    {
        using var content = new FormUrlEncodedContent([new("code", new string('7', 100_000))]);

        var answer = await client.PostAsync(new Uri("/status", UriKind.Relative), content, TestContext.Current.CancellationToken);

        ((int)answer.StatusCode).ShouldBeInRange(400, 413);
    }

    [Fact]
    public async Task Pages_are_read_and_asked_and_nothing_else()
    {
        using var put = new HttpRequestMessage(HttpMethod.Put, "/status");

        (await client.SendAsync(put, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
    }

    [Theory]
    [InlineData("/", null, "de")]
    [InlineData("/", "sv-SE,en-GB;q=0.7", "en")]
    [InlineData("/", "fr-FR,en-GB;q=0.7", "fr")]
    [InlineData("/?lang=de-simple", "en", "de-simple")]
    [InlineData("/", "ar-SY,en;q=0.5", "ar", "rtl")]
    [InlineData("/", "tlh", "de")]
    [InlineData("/?lang=en", "de", "en")]
    [InlineData("/?lang=%3Cscript%3E", "en", "en")]
    public async Task The_language_is_the_chosen_one_or_the_one_of_the_browser(string path, string? accepted, string expected, string direction = "ltr")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Accept-Language", accepted);

        var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);

        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain($"<html lang=\"{expected}\" dir=\"{direction}\">");
        answer.Content.Headers.ContentLanguage.ShouldBe([expected]);
    }

    [Fact]
    public async Task A_contact_for_weaknesses_is_published_and_not_out_of_date()
    {
        // Whatever calendar the language of who asks has.
        var text = await client.GetStringAsync(new Uri("/.well-known/security.txt?lang=ar", UriKind.Relative), TestContext.Current.CancellationToken);

        var fields = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).ToDictionary(line => line[..line.IndexOf(':', StringComparison.Ordinal)], line => line[(line.IndexOf(':', StringComparison.Ordinal) + 2)..]);
        fields["Contact"].ShouldBe("mailto:security@example.org");
        DateTimeOffset.Parse(fields["Expires"], System.Globalization.CultureInfo.InvariantCulture).ShouldBeGreaterThan(DateTimeOffset.UtcNow.AddDays(30));
    }

    [Fact]
    public async Task The_first_page_is_light()
    {
        var page = await client.GetStringAsync(new Uri("/", UriKind.Relative), TestContext.Current.CancellationToken);
        var bytes = page.Length;
        foreach (System.Text.RegularExpressions.Match link in System.Text.RegularExpressions.Regex.Matches(page, """(?:src|href)="(/[a-z.]+\?v=[0-9a-f]+)" """.TrimEnd()))
        {
            var answer = await client.GetAsync(link.Groups[1].Value, TestContext.Current.CancellationToken);
            answer.Headers.CacheControl!.ToString().ShouldContain("immutable");
            bytes += (await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length;
        }

        bytes.ShouldBeInRange(10_000, 30_000);
        TestContext.Current.TestOutputHelper?.WriteLine($"{bytes} bytes");
    }

    public void Dispose() => client.Dispose();
}
