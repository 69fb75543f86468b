using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;
using Ausweisstatus.Tests.Intake;
using Ausweisstatus.Tests.Problems;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.Rebuilds;

/// <summary><c>/api/v1/operations/rebuilds</c>, as an operator uses it.</summary>
[Collection(SharedRebuildInstallation.Name)]
public sealed class RebuildEndpointTests(RebuildInstallation installation)
{
    private const string Somebody = "select id from ausweisstatus.mt_doc_document where tenant_id = 'berlin-mitte' order by md5(id::text) limit 1";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_preview_finds_what_differs_and_writes_nothing_and_a_rebuild_repairs_it()
    {
        var whole = await installation.RowsAsync();
        var id = (Guid)(await installation.QueryAsync(Somebody))!;
        await installation.QueryAsync($"update {RebuildInstallation.Table} set stage = 'lost', held_until = '2026-01-01' where id = '{id}'");
        var damaged = await installation.RowsAsync();
        var all = await installation.CountAsync();

        var preview = await installation.DoneAsync(await installation.StartAsync(new { projection = "documents", preview = true }));

        (await installation.RowsAsync()).ShouldBe(damaged);
        var rebuilt = await installation.DoneAsync(await installation.StartAsync(new { projection = "documents" }));
        (await installation.RowsAsync()).ShouldBe(whole);
        foreach (var (job, isPreview) in new[] { (preview, true), (rebuilt, false) })
        {
            ((string)job["state"]!, (bool)job["preview"]!, (int)job["percent"]!, (long)job["documents"]!, (long)job["differing"]!, (string)job["startedBy"]!)
                .ShouldBe(("done", isPreview, 100, all, 1, "operator"));
            var example = job["examples"]!.AsArray().ShouldHaveSingleItem()!;
            ((Guid)example["document"]!).ShouldBe(id);
            example["what"]!.AsArray().Select(what => (string)what!).ShouldContain("stage");
            job["endedAt"].ShouldNotBeNull();
        }
    }

    [Fact]
    public async Task A_selection_is_folded_again_and_the_others_are_left_alone()
    {
        var whole = await installation.RowsAsync();
        await installation.DamageAllAsync();
        var id = (Guid)(await installation.QueryAsync(Somebody))!;

        var one = await installation.DoneAsync(await installation.StartAsync(new { projection = "documents", documents = new[] { id } }));
        var left = await installation.CountAsync("run >= 90");
        var authority = await installation.DoneAsync(await installation.StartAsync(new { projection = "documents", authority = "berlin-mitte" }));

        ((long)one["documents"]!, (long)one["differing"]!, (int)one["named"]!).ShouldBe((1, 1, 1));
        left.ShouldBe(await installation.CountAsync() - 1);
        ((long)authority["differing"]!).ShouldBe(await installation.CountAsync("tenant_id = 'berlin-mitte'") - 1);
        (await installation.CountAsync("run >= 90 and tenant_id = 'berlin-mitte'")).ShouldBe(0);
        (await installation.CountAsync("run >= 90")).ShouldBe(await installation.CountAsync("tenant_id = 'berlin-pankow'"));
        await installation.DoneAsync(await installation.StartAsync(new { projection = "documents", authority = "berlin-pankow" }));
        (await installation.RowsAsync()).ShouldBe(whole);
    }

    [Fact]
    public async Task What_was_known_at_each_moment_is_the_same_before_and_after_a_rebuild()
    {
        var id = (Guid)(await installation.QueryAsync("select id from ausweisstatus.mt_streams where tenant_id = 'berlin-mitte' order by version desc, id limit 1"))!;
        using var support = await installation.AsStaffAsync("support");
        var before = await MomentsAsync(support, id);
        await installation.QueryAsync($"update {RebuildInstallation.Table} set stage = 'lost', run = 90 where id = '{id}'");

        var damaged = await MomentsAsync(support, id);
        await installation.DoneAsync(await installation.StartAsync(new { projection = "documents" }));
        var rebuilt = await MomentsAsync(support, id);

        before.Count.ShouldBeGreaterThan(3);
        damaged.ShouldBe(before);
        rebuilt.ShouldBe(before);
    }

    [Theory]
    [InlineData("stage-times", "update ausweisstatus.stage_times set run = 9")]
    [InlineData("sender-rhythm", "update ausweisstatus.sender_hours set facts = facts + 5")]
    public async Task Figures_are_rebuilt_in_the_same_way(string projection, string damage)
    {
        await Eventually.TrueAsync(async () => (long)(await installation.QueryAsync("""
            select count(*) from ausweisstatus.mt_streams stream cross join unnest(array['stage-times', 'sender-rhythm']) as model
            left join ausweisstatus.followed_streams seen on seen.read_model = model and seen.tenant_id = stream.tenant_id and seen.document = stream.id
            where stream.version > coalesce(seen.version, 0)
            """))! == 0, TimeSpan.FromSeconds(40));
        await installation.QueryAsync(damage);

        var preview = await installation.DoneAsync(await installation.StartAsync(new { projection, preview = true }));
        var rebuilt = await installation.DoneAsync(await installation.StartAsync(new { projection }));
        var again = await installation.DoneAsync(await installation.StartAsync(new { projection }));

        ((long)preview["differing"]!).ShouldBeGreaterThan(0);
        rebuilt["differing"]!.ToJsonString().ShouldBe(preview["differing"]!.ToJsonString(), "the preview wrote nothing, and told the truth");
        ((long)again["differing"]!, (int)again["percent"]!).ShouldBe((0, 100));
    }

    [Fact]
    public async Task Of_many_that_are_started_at_once_one_is_under_way()
    {
        await installation.DamageAllAsync();
        await using (await installation.LockLastAsync())
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => installation.PostAsync(new { projection = "documents" })));

            var started = answers.Single(answer => answer.StatusCode == HttpStatusCode.Accepted);
            foreach (var refused in answers.Except([started]))
            {
                await refused.ShouldBeProblem(HttpStatusCode.Conflict, "rebuild-under-way");
            }

            var id = (Guid)(await started.JsonAsync())["id"]!;
            // One of another projection is not held up by it.
            (await installation.PostAsync(new { projection = "stage-times", preview = true })).StatusCode.ShouldBe(HttpStatusCode.Accepted);
            ((string)(await installation.DoAsync(id, "cancel"))["state"]!).ShouldBe("cancelled");
            var other = await installation.StartAsync(new { projection = "documents" });
            using var resumed = await installation.Operator.PostAsync(new Uri($"{RebuildInstallation.Path}/{id}/resume", UriKind.Relative), null, Cancellation);
            await resumed.ShouldBeProblem(HttpStatusCode.Conflict, "rebuild-under-way");
            await installation.DoAsync(other, "cancel");
        }

        await installation.DoneAsync(await installation.StartAsync(new { projection = "documents" }));
    }

    [Fact]
    public async Task Its_progress_is_told_until_its_end()
    {
        await installation.DamageAllAsync();
        var locked = await installation.LockLastAsync();
        var id = await installation.StartAsync(new { projection = "documents" });
        await installation.InTheMiddleAsync(id);
        using var answer = await installation.Operator.GetAsync(
            new Uri($"{RebuildInstallation.Path}/{id}/progress", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Cancellation);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");

        List<SseItem<string>> events = [];
        await foreach (var one in SseParser.Create(await answer.Content.ReadAsStreamAsync(Cancellation)).EnumerateAsync(Cancellation))
        {
            events.Add(one);
            if (events.Count == 2)
            {
                await locked.DisposeAsync();
            }
        }

        events[..^1].ShouldAllBe(one => one.EventType == "progress");
        events[^1].EventType.ShouldBe("end");
        var (middle, end) = (JsonNode.Parse(events[0].Data)!, JsonNode.Parse(events[^1].Data)!);
        ((string)middle["state"]!, (int)middle["percent"]! is > 50 and < 100, (long)middle["factsPerSecond"]! > 0, middle["secondsLeft"] is not null)
            .ShouldBe(("running", true, true, true), events[0].Data);
        ((string)end["state"]!, (int)end["percent"]!, end["secondsLeft"]).ShouldBe(("done", 100, null), events[^1].Data);
        end.ToJsonString().ShouldBe((await installation.ReadAsync(id)).ToJsonString());
    }

    [Fact]
    public async Task One_that_meets_a_fact_it_cannot_read_fails_and_goes_on_when_it_can()
    {
        var fact = (Guid)(await installation.QueryAsync("select id from ausweisstatus.mt_events where type = 'order-sent' limit 1"))!;
        await installation.QueryAsync($"update ausweisstatus.mt_events set type = 'eaten-by-a-goat' where id = '{fact}'");
        var id = await installation.StartAsync(new { projection = "documents" });
        var failed = await installation.DoneAsync(id);
        await installation.QueryAsync($"update ausweisstatus.mt_events set type = 'order-sent' where id = '{fact}'");

        ((string)failed["state"]!, (string)failed["failure"]!).ShouldBe(("failed", "The database holds a fact 'eaten-by-a-goat', which this version does not know."));
        await installation.DoAsync(id, "resume");
        var done = await installation.DoneAsync(id);
        ((string)done["state"]!, done["failure"], (long)done["documents"]!).ShouldBe(("done", null, await installation.CountAsync()));
        // What is over stays over.
        ((string)(await installation.DoAsync(id, "cancel"))["state"]!, (string)(await installation.DoAsync(id, "resume"))["state"]!).ShouldBe(("done", "done"));
    }

    [Theory]
    [InlineData("{}", 400, "projection")]
    [InlineData("""{ "projection": "everything" }""", 400, "projection")]
    [InlineData("""{ "projection": "sender-rhythm", "authority": "berlin-mitte" }""", 400, "projection")]
    [InlineData("""{ "projection": "documents", "documents": [] }""", 400, "documents")]
    [InlineData("""{ "projection": "documents", "documents": ["B-9"] }""", 400, "documents")]
    [InlineData("""{ "projection": "documents", "authority": "Nowhere!" }""", 400, "authority")]
    [InlineData("""{ "projection": "documents", "preview": "yes" }""", 400, "preview")]
    [InlineData("""{ "projection": "documents", "authority": "nowhere" }""", 422, null)]
    [InlineData("[]", 400, null)]
    public async Task What_cannot_be_is_refused(string body, int status, string? field)
    {
        using var answer = await installation.Operator.PostTextAsync(body, "application/json", RebuildInstallation.Path);

        ((int)answer.StatusCode).ShouldBe(status, await answer.Content.ReadAsStringAsync(Cancellation));
        (await answer.JsonAsync())["errors"]?.AsObject().Single().Key.ShouldBe(field);
    }

    [Theory]
    [InlineData("GET", "")]
    [InlineData("GET", "/progress")]
    [InlineData("POST", "/cancel")]
    [InlineData("POST", "/resume")]
    public async Task One_that_there_is_not_is_not_found(string method, string what)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), $"{RebuildInstallation.Path}/{Guid.NewGuid()}{what}");
        using var answer = await installation.Operator.SendAsync(request, Cancellation);

        await answer.ShouldBeProblem(HttpStatusCode.NotFound, "no-such-resource");
    }

    /// <summary>From before the first fact to the last but one; the last is answered for this very second.</summary>
    private static async Task<List<string>> MomentsAsync(HttpClient support, Guid id)
    {
        List<string> moments = [];
        JsonNode moment;
        do
        {
            moment = JsonNode.Parse(await support.GetStringAsync(new Uri($"/api/v1/support/documents/{id}/as-of?moment={moments.Count}", UriKind.Relative), Cancellation))!;
            moments.Add(moment.ToJsonString());
        }
        while (moments.Count < (int)moment["of"]!);

        return moments;
    }
}
