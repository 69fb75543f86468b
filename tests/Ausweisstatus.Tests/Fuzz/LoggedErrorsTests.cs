using System.Net;
using System.Net.Sockets;
using System.Text;
using Ausweisstatus.Drills.Fuzz;
using Ausweisstatus.Drills.Ground;
using Ausweisstatus.Tests.Problems;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.Fuzz;

[Collection(LoudHost.Name)]
public sealed class LoggedErrorsTests(LoudInstallation installation)
{
    private const string Sent = HostileRequest.Marker;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/fails", 500, "unexpected")]
    [InlineData("/outage", 503, "temporarily-unavailable")]
    public async Task An_error_is_told_as_a_problem_and_as_a_page_and_its_message_to_nobody(string path, int status, string slug)
    {
        using var http = installation.Anonymous();
        await (await http.GetAsync($"{path}?sent={Sent}", Cancellation)).ShouldBeProblem((HttpStatusCode)status, slug);
        http.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        using var page = await http.GetAsync($"{path}?sent={Sent}", Cancellation);

        ((int)page.StatusCode).ShouldBe(status);
        page.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        (page.Headers.RetryAfter is not null).ShouldBe(status == 503);
        (await page.Content.ReadAsStringAsync(Cancellation)).ShouldNotContain(Sent);
        installation.Log.ShouldContain(line => line.Contains("Exception", StringComparison.Ordinal));
        installation.Log.ShouldNotContain(line => line.Contains(Sent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_answer_that_breaks_off_is_cut_and_its_message_is_told_to_nobody()
    {
        var answer = await RawHttp.SendAsync(installation.Address, $"GET /breaks?sent={Sent} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

        // A cut connection may take with it what was sent before.
        answer.Status.ShouldBeOneOf(200, 0);
        answer.Body.ShouldNotContain("0\r\n\r\n", customMessage: "a whole answer ends so");
        await Eventually.TrueAsync(() => installation.Log.Any(line => line.Contains("BreakAsync", StringComparison.Ordinal)));
        installation.Log.ShouldNotContain(line => line.Contains(Sent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Connections_that_break_off_in_the_middle_of_a_body_are_not_logged()
    {
        var before = installation.Log.Count;
        for (var connection = 0; connection < 20; connection++)
        {
            using var client = new TcpClient { LingerState = new LingerOption(true, 0) };
            await client.ConnectAsync(installation.Address.Host, installation.Address.Port, Cancellation);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
                "POST /api/v1/status HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 90\r\n\r\n{\"refere"), Cancellation);
            // The server has to be in the middle of reading.
            using var other = installation.Anonymous();
            await other.GetAsync("/health/live", Cancellation);
        }

        using var last = installation.Anonymous();
        await last.GetAsync("/health/live", Cancellation);
        installation.Log.Skip(before).ShouldNotContain(line => line.Contains("body", StringComparison.Ordinal) || line.Contains("Reset", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_same_error_again_and_again_does_not_fill_the_log()
    {
        const int Times = 200;
        using var http = installation.Anonymous();
        var before = installation.Log.Count;
        for (var time = 0; time < Times; time++)
        {
            (await http.GetAsync($"{(time % 2 == 0 ? "/fails" : "/outage")}?sent={Sent}", Cancellation)).Dispose();
        }

        (installation.Log.Skip(before).Sum(line => line.Length) / Times).ShouldBeLessThan(50);
    }

    [Theory]
    [InlineData("cancelled")]
    [InlineData("reset")]
    [InlineData("within")]
    public async Task Who_hangs_up_is_no_error(string how)
    {
        var before = installation.Log.Count;
        for (var time = 0; time < 3; time++)
        {
            using (var connection = new TcpClient())
            {
                await connection.ConnectAsync(installation.Address.Host, installation.Address.Port, Cancellation);
                await connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"GET /waits?how={how} HTTP/1.1\r\nHost: x\r\nAccept: text/html\r\n\r\n"), Cancellation);
                await Eventually.TrueAsync(() => installation.Waiting == 1);
            }

            await Eventually.TrueAsync(() => installation.Waiting == 0);
        }

        using var http = installation.Anonymous();
        // What comes later is told, so what came before would have been.
        (await http.GetAsync($"/health/live", Cancellation)).Dispose();
        installation.Log.Skip(before).ShouldNotContain(line => line.Contains("Exception", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_hangs_up_in_the_middle_of_a_form_is_no_error()
    {
        var before = installation.Log.Count;
        for (var time = 0; time < 10; time++)
        {
            using var connection = new TcpClient();
            await connection.ConnectAsync(installation.Address.Host, installation.Address.Port, Cancellation);
            await connection.GetStream().WriteAsync(
                Encoding.ASCII.GetBytes($"POST {(time % 2 == 0 ? "/status" : "/api/v1/status")} HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 500\r\n\r\ncode={Sent}"), Cancellation);
        }

        using var http = installation.Anonymous();
        (await http.GetAsync($"/health/ready", Cancellation)).Dispose();
        installation.Log.Skip(before).ShouldNotContain(line => line.Contains("Exception", StringComparison.Ordinal) || line.Contains(Sent, StringComparison.Ordinal));
    }
}
