using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Ausweisstatus.Domain;
using Ausweisstatus.Status.Watching;
using Shouldly;
using Xunit;
using static Ausweisstatus.Tests.Intake.Events;

namespace Ausweisstatus.Tests.Status;

/// <summary>Who may not watch, and learns nothing else.</summary>
[Collection(SharedInstallation.Name)]
public sealed class WatchRefusalTests(Installation installation)
{
    private readonly LookupKeys keys = installation.Services.GetRequiredService<LookupKeys>();

    [Fact]
    public async Task Missing_malformed_changed_foreign_expired_and_of_a_key_out_of_use_are_the_same_answer_byte_for_byte()
    {
        using var office = installation.As("office-berlin-mitte");
        using var citizen = installation.Anonymous();
        var reference = await office.ApplyAsync(NewOrder());
        var token = (string)(await citizen.AnswerAsync(reference))["watch"]!;

        var missing = await RawAsync(null);

        missing.ShouldStartWith("HTTP/1.1 401 ");
        missing.ShouldContain("\"urn:ausweisstatus:problem:watch-token-invalid\"");
        missing.ShouldContain("\r\nWWW-Authenticate: Watch-Token\r\n");
        missing.ShouldContain("\r\nCache-Control: no-store\r\n");
        foreach (var refused in (string[])
        [
            "", "x", reference, new string('A', 72), token + "A", token[1..], "Bearer " + token, (token[0] == 'B' ? 'C' : 'B') + token[1..],
            Made(new LookupKey(1, RandomNumberGenerator.GetBytes(32)), reference, DateTimeOffset.UtcNow.AddHours(1)),
            Made(new LookupKey(2, RandomNumberGenerator.GetBytes(32)), reference, DateTimeOffset.UtcNow.AddHours(1)),
            Made(keys.Current, reference, DateTimeOffset.UtcNow.AddSeconds(-1)),
        ])
        {
            (await RawAsync(refused)).ShouldBe(missing, refused);
        }

        // Not for another reason than the one that is meant.
        await using var made = await WatchedStream.OpenAsync(citizen, Made(keys.Current, reference, DateTimeOffset.UtcNow.AddMinutes(1)));
        await made.StatusAsync();
    }

    [Fact]
    public void A_node_that_is_full_says_when_to_come_back()
    {
        using var watchers = new Watchers();
        for (var i = 0; i < Watchers.AtMost; i++)
        {
            watchers.Enter($"1.{i / Watchers.OfOneDocument}").Watcher.ShouldNotBeNull();
        }

        var refused = watchers.Enter("1.another").Problem.ShouldNotBeNull();

        (refused.Slug, refused.Status).ShouldBe(("temporarily-unavailable", 503));
        refused.Headers.ShouldContain(header => header.Key == "Retry-After");
        watchers.Documents()[0].Watchers[0].Dispose();
        watchers.Enter("1.another").Watcher.ShouldNotBeNull();
        watchers.Enter("1.another").Watcher.ShouldBeNull();
    }

    [Fact]
    public void Who_leaves_twice_leaves_once()
    {
        using var watchers = new Watchers();
        var (first, second) = (watchers.Enter("1.a").Watcher!, watchers.Enter("1.a").Watcher!);
        first.Dispose();
        first.Dispose();
        watchers.Documents().ShouldHaveSingleItem().Watchers.ShouldBe([second]);
        second.Dispose();
        watchers.Documents().ShouldBeEmpty();
        watchers.Enter("1.a").Watcher.ShouldNotBeNull();
        second.Dispose();
        watchers.Documents().ShouldHaveSingleItem();
    }

    private static string Made(LookupKey key, string reference, DateTimeOffset until)
    {
        Reference.TryParse(reference, out var code).ShouldBeTrue();
        return new WatchTokens(new LookupKeys(Realm.Parse("00"), [key])).For(new Watched(key.LookupOf(code, DateOfBirth.Parse(Citizens.Born)), until));
    }

    /// <summary>The whole answer as it came over the wire, without the time of day.</summary>
    private async Task<string> RawAsync(string? token)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(installation.Address.Host, installation.Address.Port, TestContext.Current.CancellationToken);
        await using var stream = socket.GetStream();
        var header = token is null ? "" : $"Watch-Token: {token}\r\n";
        var request = $"GET /api/v1/status/watch HTTP/1.1\r\nHost: test\r\nConnection: close\r\n{header}\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request), TestContext.Current.CancellationToken);
        var answer = await new StreamReader(stream, Encoding.UTF8).ReadToEndAsync(TestContext.Current.CancellationToken);
        return string.Join("\r\n", answer.Split("\r\n").Where(line => !line.StartsWith("Date:", StringComparison.Ordinal)));
    }
}
