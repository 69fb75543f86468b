using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Ausweisstatus.Tests.Intake;
using Npgsql;
using Shouldly;
using Xunit;
using static Ausweisstatus.Tests.Intake.Events;

namespace Ausweisstatus.Tests.Lists;

/// <summary>Lists of documents, as an operator reads them.</summary>
[Collection(SharedInstallation.Name)]
public sealed class DocumentListTests(Installation installation)
{
    private const string Pankow = "/authorities/berlin-pankow";

    private readonly HttpClient theOperator = installation.As("operator");
    private readonly HttpClient printShop = installation.As("print-shop");
    private readonly HttpClient office = installation.As("office-berlin-pankow");

    [Fact]
    public async Task A_stage_is_listed_page_by_page_each_document_once_and_the_one_that_waits_longest_first()
    {
        string[] orders = [.. Enumerable.Range(0, 7).Select(_ => NewPankowOrder())];
        for (var i = 0; i < orders.Length; i++)
        {
            // Two of them at the same moment.
            await SayAsync(Event("production-started", orders[i], time: $"2026-10-{10 + (i / 2):00}T08:00:00Z"));
        }

        await SayAsync(Event("production-completed", orders[6], time: "2026-10-20T08:00:00Z"));

        var listed = await ListAsync("stage=in-production", limit: 2);

        listed.Select(OrderOf).Intersect(orders).ShouldBe(orders[..6], ignoreOrder: true);
        listed.Select(OrderOf).ShouldNotContain(orders[6]);
        listed.Select(document => (string?)document["id"]).ShouldBeUnique();
        listed.Select(document => (DateTimeOffset)document["since"]!).ShouldBeInOrder();
        (await ListAsync("stage=in-production&stage=produced")).Select(OrderOf).Intersect(orders).ShouldBe(orders, ignoreOrder: true);
    }

    [Fact]
    public async Task A_document_that_is_handed_over_is_listed_only_where_that_is_asked_for()
    {
        var order = NewPankowOrder();
        await SayAsync(Event("ready-for-pickup", order, new { location = "pankow-rathaus" }, Pankow));
        (await ListAsync("location=pankow-rathaus")).Select(OrderOf).ShouldContain(order);

        await SayAsync(Event("handed-over", order, new { }, Pankow, time: "2026-10-22T08:00:00Z"));

        (await ListAsync("location=pankow-rathaus")).Select(OrderOf).ShouldNotContain(order);
        (await ListAsync("stage=handed-over")).Select(OrderOf).ShouldContain(order);
    }

    [Fact]
    public async Task A_place_an_anomaly_and_being_late_are_listed()
    {
        var (late, fresh) = (NewPankowOrder(), NewPankowOrder());
        foreach (var (order, applied) in new[] { (late, "2025-03-03T08:00:00Z"), (fresh, "2026-11-25T08:00:00Z") })
        {
            await SayAsync(Event("order-sent", order, source: Pankow, time: applied));
        }

        (await ListAsync("anomaly=not-registered")).Select(OrderOf).ShouldContain(late);
        (await ListAsync("anomaly=second-outcome")).Select(OrderOf).ShouldNotContain(late);

        var registered = NewPankowOrder().Split('/')[1];
        using var application = await office.PostAsJsonAsync("/api/v1/documents", new
        {
            authority = "berlin-pankow",
            order = registered,
            kind = "identity-card",
            dateOfBirth = "1990-05-17",
            delivery = "pickup",
            location = "pankow-rathaus",
            appliedAt = "2025-03-03T08:00:00Z",
        });
        application.StatusCode.ShouldBe(HttpStatusCode.Created);

        var overdue = await ListAsync("overdue=true", limit: 3);
        overdue.Select(OrderOf).ShouldContain($"berlin-pankow/{registered}");
        overdue.Select(document => (string?)document["overdueFrom"]).ShouldBeInOrder();
        (await ListAsync("location=pankow-rathaus")).Select(OrderOf).ShouldContain($"berlin-pankow/{registered}");
        (await ListAsync("location=pankow-rathaus&overdue=true&stage=shipped")).Select(OrderOf).ShouldNotContain($"berlin-pankow/{registered}");
    }

    [Fact]
    public async Task What_nobody_collects_is_listed_a_week_before_the_end()
    {
        var today = DateTimeOffset.UtcNow;
        var (ending, unsaid, lasting) = (NewPankowOrder(), NewPankowOrder(), NewPankowOrder());
        await ReadyAsync(ending, today.AddDays(-2), until: today.AddDays(5));
        await ReadyAsync(lasting, today.AddDays(-40), until: today.AddDays(40));
        await ReadyAsync(unsaid, today.AddDays(-23), until: null);

        var listed = (await ListAsync("uncollected=true")).Select(OrderOf).ToList();

        listed.ShouldContain(ending);
        listed.ShouldContain(unsaid);
        listed.ShouldNotContain(lasting);
    }

    [Theory]
    [InlineData("", "authority")]
    [InlineData("authority=BERLIN", "authority")]
    [InlineData("authority=berlin-pankow&stage=somewhere", "stage")]
    [InlineData("authority=berlin-pankow&anomaly=odd", "anomaly")]
    [InlineData("authority=berlin-pankow&location=!", "location")]
    [InlineData("authority=berlin-pankow&limit=0", "limit")]
    [InlineData("authority=berlin-pankow&limit=501", "limit")]
    [InlineData("authority=berlin-pankow&after=1", "after")]
    [InlineData("authority=berlin-pankow&after=9223372036854775807.00000000000000000000000000000000", "after")]
    [InlineData("authority=berlin-pankow&overdue=true&after=4000000.00000000000000000000000000000000", "after")]
    public async Task A_wrong_question_is_told_which_part_is_wrong(string query, string field)
    {
        using var answer = await theOperator.GetAsync(new Uri($"/api/v1/operations/documents?{query}", UriKind.Relative));

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.JsonAsync())["errors"]![field].ShouldNotBeNull();
    }

    [Fact]
    public async Task Only_operators_read_lists()
    {
        var address = new Uri("/api/v1/operations/documents?authority=berlin-pankow", UriKind.Relative);
        (await office.GetAsync(address)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await printShop.GetAsync(address)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("tenant_id = 'a' and stage = 'shipped' and (since, id) > (now(), gen_random_uuid()) order by since, id", "documents_by_stage")]
    [InlineData("tenant_id = 'a' and location = 'b' and stage = any('{shipped}') order by since, id", "documents_by_location")]
    [InlineData("tenant_id = 'a' and overdue_from <= now() and stage = any('{shipped}') order by overdue_from, id", "documents_by_overdue_from")]
    [InlineData("tenant_id = 'a' and anomalies <> '{}' and 'b' = any(anomalies) and stage = any('{shipped}') order by since, id", "documents_with_anomalies")]
    public async Task Each_list_is_read_in_the_order_of_an_index(string list, string index)
    {
        await using var database = NpgsqlDataSource.Create(installation.ConnectionString + ";Options=-c enable_seqscan=off -c enable_bitmapscan=off -c enable_sort=off");
        await using var command = database.CreateCommand($"explain select id from ausweisstatus.mt_doc_document where {list} limit 50");
        await using var reader = await command.ExecuteReaderAsync();
        List<string> plan = [];
        while (await reader.ReadAsync())
        {
            plan.Add(reader.GetString(0));
        }

        string.Join('\n', plan).ShouldContain(index);
    }

    private static string NewPankowOrder() => $"berlin-pankow/L-{Guid.NewGuid():n}";

    private static string OrderOf(JsonNode document) => $"{document["authority"]}/{document["order"]}";

    private async Task ReadyAsync(string order, DateTimeOffset at, DateTimeOffset? until) =>
        await SayAsync(Event(
            "ready-for-pickup", order, until is { } day ? new { location = "pankow-rathaus", heldUntil = $"{day:yyyy-MM-dd}" } : new { location = "pankow-rathaus" },
            Pankow, time: $"{at:yyyy-MM-ddTHH:mm:ssZ}"));

    private async Task SayAsync(JsonObject fact)
    {
        using var answer = await ((string)fact["source"]! == Pankow ? office : printShop).PostEventAsync(fact);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    private async Task<List<JsonNode>> ListAsync(string query, int limit = 500)
    {
        List<JsonNode> all = [];
        for (var after = ""; ;)
        {
            var page = await theOperator.GetAsync(
                new Uri($"/api/v1/operations/documents?authority=berlin-pankow&{query}&limit={limit}{after}", UriKind.Relative));
            page.StatusCode.ShouldBe(HttpStatusCode.OK);
            var answer = await page.JsonAsync();
            all.AddRange(answer["documents"]!.AsArray().Select(document => document!));
            if ((string?)answer["next"] is not { } next)
            {
                return all;
            }

            after = $"&after={next}";
        }
    }
}
