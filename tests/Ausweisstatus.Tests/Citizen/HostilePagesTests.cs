using System.Net.Http.Json;
using Ausweisstatus.Drills.Ground;
using Ausweisstatus.Tests.Fuzz;
using Ausweisstatus.Tests.Intake;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.Citizen;

[Collection(LoudHost.Name)]
public sealed class HostilePagesTests(LoudInstallation installation)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("POST", "/slip/x", 405)]
    [InlineData("POST", "/", 405)]
    [InlineData("POST", "/privacy", 405)]
    [InlineData("POST", "/accessibility", 405)]
    [InlineData("POST", "/help", 405)]
    [InlineData("POST", "/proxy", 405)]
    [InlineData("PUT", "/looks", 405)]
    [InlineData("PUT", "/calendar/hours", 405)]
    [InlineData("HEAD", "/proxy", 200)]
    [InlineData("PUT", "/status", 405)]
    [InlineData("HEAD", "/", 200)]
    [InlineData("HEAD", "/slip/x", 404)]
    [InlineData("PUT", "/nothing", 404)]
    [InlineData("DELETE", "/error", 404)]
    public async Task A_page_answers_what_it_is_for_and_refuses_the_rest_with_a_page(string method, string path, int status)
    {
        using var http = installation.Anonymous();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Accept.ParseAdd("text/html");

        using var answer = await http.SendAsync(request, Cancellation);

        ((int)answer.StatusCode).ShouldBe(status);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        if (method != "HEAD")
        {
            (await answer.Content.ReadAsStringAsync(Cancellation)).ShouldContain("<h1>");
        }
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded", "a[=1")]
    [InlineData("application/x-www-form-urlencoded", "[=1")]
    [InlineData("application/x-www-form-urlencoded", "code[0].[x=1")]
    [InlineData("application/x-www-form-urlencoded", "code=x&code=y")]
    [InlineData("application/x-www-form-urlencoded; charset=utf-7", "code=+AGE-")]
    [InlineData("application/x-www-form-urlencoded; charset=no-such", "code=a")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"a[\"\r\n\r\nv\r\n--x--\r\n")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nbreaks off")]
    [InlineData("multipart/form-data", "--x")]
    [InlineData("multipart/form-data; boundary=\"", "--x")]
    [InlineData("text/plain", "a[=1")]
    public async Task A_form_that_cannot_be_read_is_asked_for_again(string type, string form)
    {
        foreach (var query in (string[])["", "?a[=1", "?lang[]=de", "?[="])
        {
            var answer = await RawHttp.SendAsync(
                installation.Address,
                $"POST /status{query} HTTP/1.1\r\nHost: x\r\nAccept: text/html\r\nContent-Type: {type}\r\nContent-Length: {form.Length}\r\nConnection: close\r\n\r\n{form}");
            answer.Status.ShouldBe(400, answer.Body);
            answer.Body.ShouldContain("<h1>");
        }
    }

    [Theory]
    [InlineData("HTTP/1.1", "Host: x:99999\r\n")]
    [InlineData("HTTP/1.1", "Host: a..b\r\n")]
    [InlineData("HTTP/1.1", "Host: \r\n")]
    [InlineData("HTTP/1.1", "Host: elsewhere.example\r\nX-Forwarded-Host: elsewhere.example\r\n")]
    [InlineData("HTTP/1.0", "")]
    public async Task A_slip_names_the_address_that_the_operator_said_whatever_the_request_says(string version, string host)
    {
        var slip = await SlipAsync();

        var answer = await RawHttp.SendAsync(installation.Address, $"GET {slip} {version}\r\n{host}Connection: close\r\n\r\n");

        answer.Status.ShouldBe(200, answer.Body);
        answer.Body.ShouldContain("<strong>ausweis.example.org/status</strong>");
        answer.Body.ShouldContain("<svg");
        answer.Body.ShouldNotContain("elsewhere");
    }

    private async Task<string> SlipAsync()
    {
        using var office = installation.As("office-berlin-mitte");
        using var response = await office.PostAsJsonAsync(
            "/api/v1/documents", new { authority = "berlin-mitte", order = Events.NewOrder(), kind = "passport", dateOfBirth = "1990-05-17" }, Cancellation);
        return (string)(await response.JsonAsync())["slip"]!;
    }
}
