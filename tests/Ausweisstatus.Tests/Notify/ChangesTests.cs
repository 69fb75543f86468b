using System.Net;
using System.Text.Json.Nodes;
using Ausweisstatus.Locations;
using Ausweisstatus.Tests.Intake;
using Npgsql;
using Shouldly;
using Xunit;
using static Ausweisstatus.Tests.Intake.Events;

namespace Ausweisstatus.Tests.Notify;

/// <summary>The feed of changes, as a portal reads it.</summary>
[Collection(SharedInstallation.Name)]
public sealed class ChangesTests(Installation installation)
{
    private const string Pankow = "/authorities/berlin-pankow";

    private readonly HttpClient portal = installation.As("office-berlin-pankow");
    private readonly HttpClient printShop = installation.As("print-shop");

    [Fact]
    public async Task Every_change_of_a_stage_is_told_once_and_in_order_and_nothing_else_is()
    {
        var (order, cursor) = (NewPankowOrder(), await BeginAsync());
        var dispatched = Event("dispatched", order, new { to = "office" }, time: "2026-10-23T08:00:00Z");
        foreach (var fact in new[]
        {
            Event("order-confirmed", order, time: "2026-10-20T08:00:00Z"),
            Event("production-started", order, time: "2026-10-21T08:00:00Z"),
            dispatched,
            // Late, and the stage stays what it is. Sent again, and nothing is new.
            Event("production-completed", order, time: "2026-10-22T08:00:00Z"),
            dispatched,
        })
        {
            (await printShop.PostEventAsync(fact)).IsSuccessStatusCode.ShouldBeTrue();
        }

        var (changes, next) = await ReadAsync(cursor, order);

        changes.Select(change => $"{change["before"]} > {change["stage"]}").ShouldBe([" > ordered", "ordered > in-production", "in-production > shipped"]);
        changes.Select(change => (string?)change["type"]).Distinct().ShouldBe(["de.ausweisstatus.status-changed.v1"]);
        changes.Select(change => (bool)change["correction"]!).ShouldAllBe(correction => !correction);
        changes.Select(change => (string?)change["id"]).ShouldBeUnique();
        (await ReadAsync(next, order)).Changes.ShouldBeEmpty();
        (await ReadAsync(cursor, order)).Changes.Select(change => (string?)change["id"]).ShouldBe(changes.Select(change => (string?)change["id"]));
    }

    [Fact]
    public async Task What_was_a_mistake_is_told_as_a_correction()
    {
        var (order, id) = (NewPankowOrder(), Guid.NewGuid().ToString());
        await SayAsync(Event("order-sent", order, source: Pankow, time: "2026-10-20T08:00:00Z"));
        await SayAsync(Event("ready-for-pickup", order, new { location = "pankow-rathaus" }, Pankow, id, time: "2026-10-21T08:00:00Z"));
        var cursor = await BeginAsync();

        await SayAsync(Event("fact-retracted", order, new { id, reason = "did-not-happen" }, Pankow, time: "2026-10-22T08:00:00Z"));

        var change = (await ReadAsync(cursor, order)).Changes.ShouldHaveSingleItem();
        ($"{change["before"]} > {change["stage"]}", (bool)change["correction"]!).ShouldBe(("ready-for-pickup > ordered", true));
    }

    [Fact]
    public async Task Who_reads_while_many_commit_at_once_misses_nothing_and_sees_nothing_twice()
    {
        var cursor = await BeginAsync();
        string[] orders = [.. Enumerable.Range(0, 120).Select(_ => NewPankowOrder())];
        var posting = Task.WhenAll(orders.Chunk(6).Select(async some =>
        {
            foreach (var fact in new[] { "order-confirmed", "production-started", "production-completed" })
            {
                await printShop.PostBatchAsync([.. some.Select(order => Event(fact, order))]);
            }
        }));

        List<JsonNode> seen = [];
        for (var last = false; ;)
        {
            var (changes, next) = await ReadAsync(cursor, limit: 7);
            seen.AddRange(changes);
            cursor = next;
            if (changes.Count == 0 && last)
            {
                break;
            }

            last = posting.IsCompleted;
        }

        await posting;
        var ours = seen.Where(change => orders.Contains($"berlin-pankow/{change["order"]}")).ToList();
        ours.Select(change => (string?)change["id"]).ShouldBeUnique();
        foreach (var order in ours.GroupBy(change => (string?)change["order"]))
        {
            order.Select(change => (string?)change["stage"]).ShouldBe(["ordered", "in-production", "produced"]);
        }

        ours.Count.ShouldBe(3 * orders.Length);
    }

    [Fact]
    public async Task A_commit_that_began_earlier_and_ends_later_is_not_skipped()
    {
        var cursor = await BeginAsync();
        await using var database = NpgsqlDataSource.Create(installation.ConnectionString);
        await using var slow = await database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await slow.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using var insert = new NpgsqlCommand("""
            insert into ausweisstatus.changes (id, tenant_id, document, order_number, stage, run, correction)
            values (gen_random_uuid(), 'berlin-pankow', gen_random_uuid(), 'B-SLOW', 'ordered', 1, false)
            """, slow, transaction);
        await insert.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        var order = NewPankowOrder();
        await printShop.PostEventAsync(Event("order-confirmed", order));
        var (fast, next) = await ReadAsync(cursor);
        fast.Select(change => (string?)change["order"]).ShouldContain(order.Split('/')[1]);

        await transaction.CommitAsync(TestContext.Current.CancellationToken);

        (await ReadAsync(next)).Changes.Select(change => (string?)change["order"]).ShouldContain("B-SLOW");
    }

    [Theory]
    [InlineData("select pg_current_xact_id()", HttpStatusCode.OK)]
    [InlineData("lock table ausweisstatus.mt_events in row exclusive mode", HttpStatusCode.ServiceUnavailable)]
    public async Task Who_begins_to_listen_waits_for_commits_of_facts_and_for_no_other_transaction(string running, HttpStatusCode expected)
    {
        await using var database = NpgsqlDataSource.Create(installation.ConnectionString);
        await using var connection = await database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using var work = new NpgsqlCommand(running, connection, transaction);
        await work.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        using var answer = await portal.GetAsync(new Uri("/api/v1/changes?authority=berlin-pankow", UriKind.Relative), TestContext.Current.CancellationToken);

        answer.StatusCode.ShouldBe(expected);
    }

    [Fact]
    public async Task A_reader_that_waits_is_answered_when_something_changes()
    {
        var (order, cursor) = (NewPankowOrder(), await BeginAsync());
        var waiting = portal.GetAsync(new Uri($"/api/v1/changes?authority=berlin-pankow&after={cursor}&wait=60", UriKind.Relative), TestContext.Current.CancellationToken);

        await printShop.PostEventAsync(Event("order-confirmed", order));

        var answer = await (await waiting.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken)).JsonAsync();
        answer["changes"]!.AsArray().Select(change => (string?)change!["order"]).ShouldContain(order.Split('/')[1]);
    }

    [Fact]
    public async Task For_authorities_that_nobody_listens_to_nothing_is_recorded()
    {
        await ImportAuthorities.ReplaceAsync(installation.Store, [new AuthorityEntry { Id = "unheard" }], TestContext.Current.CancellationToken);
        await using var database = NpgsqlDataSource.Create(installation.ConnectionString);
        await using var count = database.CreateCommand("select count(*) from ausweisstatus.changes where tenant_id = 'unheard'");

        (await printShop.PostEventAsync(Event("order-confirmed", $"unheard/{NewOrder()}"))).StatusCode.ShouldBe(HttpStatusCode.Created);

        (await count.ExecuteScalarAsync(TestContext.Current.CancellationToken)).ShouldBe(0);
    }

    [Theory]
    [InlineData("office-berlin-pankow", "authority=berlin-mitte", HttpStatusCode.Forbidden, "foreign-authority")]
    [InlineData("print-shop", "", HttpStatusCode.Forbidden, "forbidden")]
    [InlineData("office-berlin-pankow", "after=x", HttpStatusCode.BadRequest, "invalid-request")]
    [InlineData("office-berlin-pankow", "after=-1", HttpStatusCode.BadRequest, "invalid-request")]
    [InlineData("office-berlin-pankow", "after=99999999999999999999", HttpStatusCode.BadRequest, "invalid-request")]
    [InlineData("office-berlin-pankow", "wait=61", HttpStatusCode.BadRequest, "invalid-request")]
    [InlineData("office-berlin-pankow", "limit=0", HttpStatusCode.BadRequest, "invalid-request")]
    [InlineData("office-berlin-pankow", "authority=%00", HttpStatusCode.BadRequest, "invalid-request")]
    public async Task What_cannot_be_read_is_refused(string client, string query, HttpStatusCode status, string slug)
    {
        var answer = await installation.As(client).GetAsync(new Uri($"/api/v1/changes?{query}", UriKind.Relative), TestContext.Current.CancellationToken);

        (answer.StatusCode, await answer.SlugAsync()).ShouldBe((status, slug));
    }

    private async Task SayAsync(JsonObject fact) =>
        (await portal.PostEventAsync(fact)).StatusCode.ShouldBe(HttpStatusCode.Created);

    private static string NewPankowOrder() => $"berlin-pankow/{NewOrder()}";

    private async Task<string> BeginAsync() =>
        (string)(await (await portal.GetAsync(new Uri("/api/v1/changes", UriKind.Relative), TestContext.Current.CancellationToken)).JsonAsync())["next"]!;

    private async Task<(List<JsonNode> Changes, string Next)> ReadAsync(string after, string? order = null, int limit = 1000)
    {
        var answer = await portal.GetAsync(new Uri($"/api/v1/changes?after={after}&limit={limit}", UriKind.Relative), TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var page = await answer.JsonAsync();
        return ([.. page["changes"]!.AsArray().Where(change => order is null || order == $"berlin-pankow/{change!["order"]}").Select(change => change!)], (string)page["next"]!);
    }
}
