using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Ausweisstatus.Tests.Intake;
using Ausweisstatus.Tests.Throttling;
using Ausweisstatus.Throttling;
using Shouldly;
using Xunit;
using static Ausweisstatus.Tests.Intake.Events;

namespace Ausweisstatus.Tests.Status;

/// <summary>Nobody learns from a refusal whether a code exists.</summary>
[Collection(SharedInstallation.Name)]
public sealed class NotFoundTests(Installation installation, PostgresFixture postgres)
{
    private readonly HttpClient office = installation.As("office-berlin-mitte");

    [Fact]
    public async Task Unknown_wrong_reissued_and_paused_are_the_same_answer_byte_for_byte()
    {
        // Its clock stands still, so that a pause lasts.
        await using var node = await Node.StartAsync(installation, shares: false);
        var known = await office.ApplyAsync(NewOrder());
        var reissued = await ReissuedAsync();
        var paused = await PausedAsync(node);
        var unknown = await RawAsync(node.Address, Citizens.UnknownReference(), Citizens.Born);

        unknown.ShouldStartWith("HTTP/1.1 404 ");
        unknown.ShouldContain("\"urn:ausweisstatus:problem:not-found\"");
        (await RawAsync(node.Address, known, "1990-05-18")).ShouldBe(unknown);
        (await RawAsync(node.Address, known, "1990-00-00")).ShouldBe(unknown);
        (await RawAsync(node.Address, reissued, Citizens.Born)).ShouldBe(unknown);
        (await RawAsync(node.Address, paused, Citizens.Born)).ShouldBe(unknown);
        (await RawAsync(node.Address, known, "1990-05-18", "Device-Token: made-up\r\n")).ShouldBe(unknown);
        (await RawAsync(node.Address, known, Citizens.Born)).ShouldStartWith("HTTP/1.1 200 ");
    }

    [Fact]
    public async Task Who_fails_too_often_is_told_when_to_come_back()
    {
        await using var app = Host.Build(
        [
            "--urls=http://127.0.0.1:0",
            $"--contentRoot={AppContext.BaseDirectory}",
            $"--ConnectionStrings:Ausweisstatus={await postgres.NewDatabaseAsync()}",
            $"--Ausweisstatus:LookupKeys:1={Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))}",
            "--Ausweisstatus:Throttle:Burst=2",
            "--Ausweisstatus:Throttle:PerMinute=1",
            "--Logging:LogLevel:Default=Warning",
        ]);
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var guesser = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };

        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 200; i++)
        {
            answers.Add((await guesser.AskAsync(Citizens.UnknownReference())).StatusCode);
        }

        using var refused = await guesser.AskAsync(Citizens.UnknownReference());

        // Two at once, and one a minute: on a very slow machine some minutes may have gone by.
        answers.Take(2).ShouldAllBe(status => status == HttpStatusCode.NotFound);
        answers.Count(status => status == HttpStatusCode.NotFound).ShouldBeLessThan(10);
        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        (await refused.SlugAsync()).ShouldBe("too-many-requests");
        refused.Headers.RetryAfter!.Delta!.Value.ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));
        refused.Headers.Contains("RateLimit").ShouldBeTrue();
        (await guesser.AskAsync("2")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        await app.StopAsync(TestContext.Current.CancellationToken);
    }

    private async Task<string> ReissuedAsync()
    {
        var order = NewOrder();
        var reference = await office.ApplyAsync(order);
        await office.SayAsync("/authorities/berlin-mitte", order, "reference-reissued", "2026-11-01T08:00:00Z", new { generation = 2 });
        return reference;
    }

    private async Task<string> PausedAsync(Node node)
    {
        using var stranger = new HttpClient { BaseAddress = node.Address };
        var reference = await office.ApplyAsync(NewOrder());
        for (var misses = 0; misses < new ThrottleSettings().MissesPerReference; misses++)
        {
            (await stranger.AskAsync(reference, "1991-01-01")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }

        return reference;
    }

    /// <summary>The whole answer as it came over the wire, without the time of day.</summary>
    private static async Task<string> RawAsync(Uri node, string reference, string dateOfBirth, string more = "")
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(node.Host, node.Port, TestContext.Current.CancellationToken);
        await using var stream = socket.GetStream();
        var body = JsonSerializer.Serialize(new { reference, dateOfBirth });
        var request = string.Create(CultureInfo.InvariantCulture,
            $"POST /api/v1/status HTTP/1.1\r\nHost: test\r\nConnection: close\r\n{more}Content-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}");
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request), TestContext.Current.CancellationToken);
        var answer = await new StreamReader(stream, Encoding.UTF8).ReadToEndAsync(TestContext.Current.CancellationToken);
        return string.Join("\r\n", answer.Split("\r\n").Where(line => !line.StartsWith("Date: ", StringComparison.Ordinal)));
    }
}
