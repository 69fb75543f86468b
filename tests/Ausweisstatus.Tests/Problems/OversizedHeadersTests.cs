using System.Text.Json.Nodes;
using Ausweisstatus.Drills.Fuzz;
using Ausweisstatus.Drills.Ground;
using Ausweisstatus.Tests.Fuzz;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.Problems;

[Collection(LoudHost.Name)]
public sealed class OversizedHeadersTests(LoudInstallation installation)
{
    [Theory]
    [InlineData(7_000, 1, 100, 0)]
    [InlineData(9_000, 1, 100, 414)]
    [InlineData(31_000, 1, 100, 414)]
    [InlineData(10, 1, 31_000, 0)]
    [InlineData(10, 1, 33_000, 431)]
    [InlineData(10, 1, 120_000, 431)]
    [InlineData(10, 95, 10, 0)]
    [InlineData(10, 120, 10, 431)]
    [InlineData(10, 300, 10, 431)]
    public async Task What_is_too_long_is_told_with_a_problem(int address, int fields, int length, int status)
    {
        var answer = await RawHttp.SendAsync(
            installation.Address,
            $"GET /api/v1/{new string('x', address)} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{string.Concat(Enumerable.Range(0, fields).Select(i => $"X-{i}: {new string('y', length)}\r\n"))}\r\n");

        answer.Status.ShouldBe(status == 0 ? 404 : status);
        answer.Head.ShouldContain("application/problem+json");
        var problem = JsonNode.Parse(answer.Body)!;
        ((int)problem["status"]!).ShouldBe(answer.Status);
        ((string)problem["type"]!).ShouldBe("urn:ausweisstatus:problem:" + (status switch { 414 => "address-too-long", 431 => "headers-too-large", _ => "no-such-resource" }));
    }

    // docs/api.md says so.
    [Theory]
    [InlineData("GET / HTTP/1.1\r\nConnection: close\r\n\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\nHost: a b\r\n\r\n", 400)]
    [InlineData("GET /%QX7canaryQX7\0 HTTP/1.1\r\nHost: a\r\n\r\n", 400)]
    [InlineData("QX7canaryQX7\r\n\r\n", 400)]
    [InlineData("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 400)]
    [InlineData("GET / HTTP/9.9\r\nHost: a\r\n\r\n", 505)]
    public async Task What_is_no_request_the_server_ends_with_a_bare_status_and_says_nothing_in_the_log(string request, int status)
    {
        var before = installation.Log.Count;

        var answer = await RawHttp.SendAsync(installation.Address, request);

        answer.Status.ShouldBe(status);
        answer.Body.ShouldBeEmpty();
        installation.Log.Skip(before).ShouldNotContain(line => line.Contains(HostileRequest.Marker, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_far_too_long_the_server_ends_with_a_bare_status()
    {
        (await RawHttp.StatusOfAsync(installation.Address, $"GET /{new string('x', 40_000)} HTTP/1.1\r\nHost: x\r\n\r\n")).ShouldBe(414);
        (await RawHttp.StatusOfAsync(installation.Address, $"GET / HTTP/1.1\r\nHost: x\r\nX: {new string('x', 140_000)}\r\n\r\n")).ShouldBe(431);
    }
}
