using System.Net;
using System.Text.Json.Nodes;
using Ausweisstatus.Tests.Intake;
using Ausweisstatus.Tests.Problems;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.Support.History;

[Collection(SharedStaffInstallation.Name)]
public sealed class TimelineTests(StaffInstallation installation)
{
    [Fact]
    public async Task Each_fact_says_when_it_happened_when_we_learned_it_from_whom_and_what_it_did()
    {
        var (id, order, reference) = await installation.RegisterAsync();
        var now = DateTimeOffset.UtcNow;
        await PostAsync("print-shop", "dispatched", order, now.AddHours(-1), new { to = "office", carrier = "DHL" }, "sent");
        await PostAsync("print-shop", "production-started", order, now.AddHours(-30), new { }, "late");
        await PostAsync("office-berlin-mitte", "ready-for-pickup", order, now, new { location = "mitte-osloer" }, "ready");
        await PostAsync("office-berlin-mitte", "fact-retracted", order, now, new { id = $"{order}/ready", reason = "did-not-happen" }, "back");
        await PostAsync("office-berlin-mitte", "incoming-check-failed", order, now.AddSeconds(1), new { }, "failed");
        await PostAsync("office-berlin-mitte", "handed-over", order, now.AddSeconds(2), new { }, "given");
        using var hotline = await installation.AsStaffAsync("hotline");

        var page = await GetAsync(hotline, id, "");

        var facts = page["facts"]!.AsArray();
        page["next"].ShouldBeNull();
        facts.Select(fact => (int)fact!["number"]!).ShouldBe([1, 2, 3, 4, 5, 6, 7]);
        facts.Select(fact => (string)fact!["type"]!)
            .ShouldBe(["application-received", "dispatched", "production-started", "ready-for-pickup", "fact-retracted", "incoming-check-failed", "handed-over"]);
        facts.Select(fact => (string)fact!["client"]!)
            .ShouldBe(["office-berlin-mitte", "print-shop", "print-shop", "office-berlin-mitte", "office-berlin-mitte", "office-berlin-mitte", "office-berlin-mitte"]);
        facts.Select(fact => string.Join(' ', fact!["marks"]!.AsArray())).Skip(1)
            .ShouldBe(["earlier-run", "late out-of-order earlier-run", "retracted", "", "", "anomalous"]);
        facts.Select(fact => $"{fact!["effect"]!["before"]} > {fact["effect"]!["after"]}").Skip(1)
            .ShouldBe(["received > shipped", "shipped > shipped", "shipped > ready-for-pickup", "ready-for-pickup > shipped", "shipped > being-remade", "being-remade > handed-over"]);
        facts[2]!["effect"]!["changed"]!.AsArray().Select(one => (string)one!).ShouldBe(["history"]);
        facts[6]!["effect"]!["anomalies"]!.AsArray().Select(one => (string)one!).ShouldBe(["skipped-ready"]);
        facts[1]!["effect"]!["changed"]!.AsArray().Select(one => (string)one!).ShouldBe(["stage", "since", "carrier"]);
        facts[3]!["retractedBy"]!.ToString().ShouldBe(facts[4]!["fact"]!.ToString());
        ((DateTimeOffset)facts[2]!["occurredAt"]!).ShouldBe(now.AddHours(-30), TimeSpan.FromSeconds(1));
        ((DateTimeOffset)facts[2]!["recordedAt"]!).ShouldBe(now, TimeSpan.FromMinutes(1));
        ((string)facts[1]!["data"]!["carrier"]!).ShouldBe("DHL");
        // Neither what a code leads to, nor the code.
        facts[0]!["data"]!.AsObject().Select(member => member.Key).ShouldBe(["kind", "delivery"], ignoreOrder: true);
        page.ToJsonString().ShouldNotContain(reference.Replace("-", "", StringComparison.Ordinal), Case.Insensitive);
        foreach (var (query, number) in new[]
        {
            ("?client=print-shop&mark=late", 3), ("?mark=anomalous", 7), ("?type=fact-retracted&client=office-berlin-mitte", 5), ("?mark=earlier-run&from=3", 3),
        })
        {
            (await GetAsync(hotline, id, query))["facts"]!.AsArray().ShouldHaveSingleItem()!.ToJsonString().ShouldBe(facts[number - 1]!.ToJsonString(), query);
        }

        (await GetAsync(hotline, id, "?type=lost"))["facts"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_long_story_is_read_page_by_page_and_each_page_says_the_same_of_its_facts_as_the_whole()
    {
        var (id, order, _) = await installation.RegisterAsync();
        var start = DateTimeOffset.UtcNow.AddDays(-20);
        for (var number = 0; number < 9; number++)
        {
            await PostAsync("print-shop", number % 2 == 0 ? "order-confirmed" : "production-started", order, start.AddHours(number * 7 % 5), new { }, $"{number}");
        }

        using var support = await installation.AsStaffAsync("support");
        var whole = (await GetAsync(support, id, ""))["facts"]!.AsArray();

        List<JsonNode?> read = [];
        for (int? from = 1; from is not null;)
        {
            var page = await GetAsync(support, id, $"?from={from}&limit=4");
            read.AddRange(page["facts"]!.AsArray());
            from = (int?)page["next"];
        }

        read.Select(fact => fact!.ToJsonString()).ShouldBe(whole.Select(fact => fact!.ToJsonString()));
        whole.Count.ShouldBe(10);
        (await GetAsync(support, id, "?from=11"))["facts"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_sent_again_is_counted()
    {
        var (id, order, _) = await installation.RegisterAsync();
        await PostAsync("print-shop", "production-started", order, DateTimeOffset.UtcNow, new { }, "started");
        using var shop = installation.As("print-shop");
        var again = Events.Event("order-confirmed", order, new { }, "/print-shops/bdr", $"{order}/confirmed", "2026-11-20T08:00:00Z");
        foreach (var status in new[] { HttpStatusCode.Created, HttpStatusCode.OK, HttpStatusCode.OK })
        {
            using var answer = await shop.PostEventAsync(again.DeepClone().AsObject());
            answer.StatusCode.ShouldBe(status);
        }

        using var support = await installation.AsStaffAsync("support");
        await Eventually.TrueAsync(async () =>
            (await GetAsync(support, id, ""))["facts"]!.AsArray().Select(fact => (int)fact!["repeated"]!).SequenceEqual([0, 0, 2]));
    }

    [Theory]
    [InlineData("?from=0", "from")]
    [InlineData("?limit=0", "limit")]
    [InlineData("?mark=odd", "mark")]
    [InlineData("?limit=501", "limit")]
    public async Task A_page_that_cannot_be_is_explained(string query, string field)
    {
        var (id, _, _) = await installation.RegisterAsync();
        using var support = await installation.AsStaffAsync("support");

        using var answer = await support.GetAsync(Address(id, query), TestContext.Current.CancellationToken);

        await answer.ShouldBeProblem(HttpStatusCode.BadRequest, "invalid-request");
        (await answer.JsonAsync())["errors"]!.AsObject().Single().Key.ShouldBe(field);
    }

    private static Uri Address(Guid id, string query) => new($"/api/v1/support/documents/{id}/facts{query}", UriKind.Relative);

    private static async Task<JsonNode> GetAsync(HttpClient http, Guid id, string query)
    {
        using var answer = await http.GetAsync(Address(id, query), TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await answer.JsonAsync();
    }

    private async Task PostAsync(string client, string fact, string order, DateTimeOffset at, object data, string id)
    {
        using var http = installation.As(client);
        var source = client == "print-shop" ? Events.PrintShop : "/authorities/berlin-mitte";
        using var answer = await http.PostEventAsync(Events.Event(fact, order, data, source, $"{order}/{id}", at.ToString("O")));
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
    }
}
