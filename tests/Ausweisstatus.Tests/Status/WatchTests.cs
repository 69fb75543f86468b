using System.Net;
using System.Text.Json.Nodes;
using Ausweisstatus.Domain;
using Ausweisstatus.Status.Watching;
using Ausweisstatus.Tests.Intake;
using Shouldly;
using Xunit;
using static Ausweisstatus.Tests.Intake.Events;

namespace Ausweisstatus.Tests.Status;

/// <summary>Who was answered may go on listening.</summary>
[Collection(SharedInstallation.Name)]
public sealed class WatchTests(Installation installation)
{
    private const string OfficeSource = "/authorities/berlin-mitte";

    private readonly HttpClient office = installation.As("office-berlin-mitte");
    private readonly HttpClient citizen = installation.Anonymous();

    [Fact]
    public async Task The_first_event_comes_at_once_and_is_the_answer()
    {
        var reference = await office.ApplyAsync(NewOrder());
        var answer = await citizen.AnswerAsync(reference, "en");
        await using var watched = await WatchedStream.OpenAsync(citizen, (string)answer["watch"]!, "en");

        var first = await watched.StatusAsync();

        answer.Remove("watch").ShouldBeTrue();
        answer.Remove("device").ShouldBeTrue();
        JsonNode.DeepEquals(first, answer).ShouldBeTrue(first.ToJsonString());
        watched.Response.Content.Headers.ContentType!.ToString().ShouldBe("text/event-stream");
        watched.Response.Content.Headers.ContentLanguage.ShouldBe(["en"]);
        watched.Response.Headers.CacheControl!.ToString().ShouldBe("no-store");
    }

    [Fact]
    public async Task A_fact_reaches_everybody_who_watches_in_their_language()
    {
        var order = NewOrder();
        var reference = await office.ApplyAsync(order);
        await using var german = await WatchedStream.OfAsync(citizen, reference);
        await using var english = await WatchedStream.OfAsync(citizen, reference, "en");
        (await german.StageAsync()).ShouldBe("received");
        (await english.StageAsync()).ShouldBe("received");

        await office.SayAsync(OfficeSource, order, "order-sent", "2026-10-21T08:00:00Z");

        var heard = await german.StatusAsync();
        ((string)heard["stage"]!, (string)heard["language"]!).ShouldBe(("ordered", "de"));
        heard = await english.StatusAsync();
        ((string)heard["stage"]!, (string)heard["language"]!).ShouldBe(("ordered", "en"));

        await office.SayAsync(OfficeSource, order, "ready-for-pickup", "2026-11-10T08:00:00Z", new { location = "mitte-osloer" });
        (await german.StageAsync()).ShouldBe("ready-for-pickup");
        (await english.StageAsync()).ShouldBe("ready-for-pickup");
    }

    [Fact]
    public async Task A_fact_that_changes_nothing_one_can_see_is_not_told()
    {
        var (order, other) = (NewOrder(), NewOrder());
        await using var watched = await WatchedStream.OfAsync(citizen, await office.ApplyAsync(order));
        await using var elsewhere = await WatchedStream.OfAsync(citizen, await office.ApplyAsync(other));
        await watched.StatusAsync();
        await elsewhere.StatusAsync();
        var sent = Event("order-sent", order, source: OfficeSource, time: "2026-10-21T08:00:00Z");
        (await office.PostEventAsync(sent)).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await watched.StageAsync()).ShouldBe("ordered");

        // The same once more is no fact; the same under another id is one that says nothing new.
        (await office.PostEventAsync(sent)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await office.SayAsync(OfficeSource, order, "order-sent", "2026-10-21T08:00:00Z");
        // When this is told the other was looked at too: all are looked at together.
        await office.SayAsync(OfficeSource, other, "order-sent", "2026-10-21T08:00:00Z");
        (await elsewhere.StageAsync()).ShouldBe("ordered");

        await office.SayAsync(OfficeSource, order, "ready-for-pickup", "2026-11-10T08:00:00Z", new { location = "mitte-osloer" });
        (await watched.StageAsync()).ShouldBe("ready-for-pickup");
    }

    [Fact]
    public async Task A_new_code_ends_it()
    {
        var order = NewOrder();
        var reference = await office.ApplyAsync(order);
        var token = (string)(await citizen.AnswerAsync(reference))["watch"]!;
        await using var watched = await WatchedStream.OpenAsync(citizen, token);
        await watched.StatusAsync();

        await office.SayAsync(OfficeSource, order, "reference-reissued", "2026-11-01T08:00:00Z", new { generation = 2 });

        (await watched.EndAsync()).ShouldBe("not-found");
        await using var again = await WatchedStream.OpenAsync(citizen, token);
        (await again.EndAsync()).ShouldBe("not-found");
    }

    [Fact]
    public async Task Its_time_ends_it()
    {
        var reference = await office.ApplyAsync(NewOrder());
        var token = Token(installation.Services.GetRequiredService<LookupKeys>(), reference, DateTimeOffset.UtcNow.AddSeconds(3));
        await using var watched = await WatchedStream.OpenAsync(citizen, token);
        await watched.StatusAsync();

        (await watched.EndAsync()).ShouldBe("token-expired");
    }

    [Fact]
    public async Task A_commit_of_another_node_reaches_who_watches_on_this_one_and_a_node_that_stops_lets_go()
    {
        var order = NewOrder();
        var reference = await office.ApplyAsync(order);
        await using var node = Host.Build([.. installation.NodeSettings, "--environment=Development"]);
        await node.StartAsync(TestContext.Current.CancellationToken);
        using var other = new HttpClient { BaseAddress = new Uri(node.Urls.Single()) };
        await using var here = await WatchedStream.OfAsync(citizen, reference);
        // The token of one node is good on the other.
        await using var there = await WatchedStream.OpenAsync(other, (string)(await citizen.AnswerAsync(reference))["watch"]!);
        await here.StatusAsync();
        await there.StatusAsync();

        using var officeThere = installation.As("office-berlin-mitte");
        officeThere.BaseAddress = other.BaseAddress;
        await officeThere.SayAsync(OfficeSource, order, "order-sent", "2026-10-21T08:00:00Z");

        (await here.StageAsync()).ShouldBe("ordered");
        (await there.StageAsync()).ShouldBe("ordered");
        // Who watches is not told that it was over, and asks the next node.
        await node.StopAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        (await there.NextAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task Twenty_may_watch_a_document_and_one_who_goes_makes_room()
    {
        var reference = await office.ApplyAsync(NewOrder());
        var token = (string)(await citizen.AnswerAsync(reference))["watch"]!;
        var watching = new List<WatchedStream>();
        for (var i = 0; i < Watchers.OfOneDocument; i++)
        {
            watching.Add(await WatchedStream.OpenAsync(citizen, token));
        }

        using (var refused = await WatchedStream.RequestAsync(citizen, token))
        {
            refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
            (await refused.SlugAsync()).ShouldBe("too-many-requests");
            refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromMinutes(1));
        }

        await watching[7].DisposeAsync();
        await Eventually.TrueAsync(async () =>
        {
            using var asked = await WatchedStream.RequestAsync(citizen, token);
            return asked.StatusCode == HttpStatusCode.OK;
        });
        foreach (var watched in watching)
        {
            await watched.DisposeAsync();
        }
        // Nothing is kept of them.
        await Eventually.TrueAsync(() => installation.Services.GetRequiredService<Watchers>().Documents()
            .All(document => document.Lookup != LookupOf(installation.Services.GetRequiredService<LookupKeys>(), reference).ToString()));
    }

    private static Lookup LookupOf(LookupKeys keys, string reference) =>
        keys.Current.LookupOf(Reference.TryParse(reference, out var code) ? code : default, DateOfBirth.Parse(Citizens.Born));

    private static string Token(LookupKeys keys, string reference, DateTimeOffset until) =>
        new WatchTokens(keys).For(new Watched(LookupOf(keys, reference), until));
}
