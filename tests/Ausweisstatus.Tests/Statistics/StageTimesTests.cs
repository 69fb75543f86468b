using Ausweisstatus.Domain;
using Ausweisstatus.Statistics;
using Ausweisstatus.Tests.Intake;
using Ausweisstatus.Tests.Rebuild;
using Shouldly;
using Xunit;
using static Ausweisstatus.Tests.Intake.Events;

namespace Ausweisstatus.Tests.Statistics;

[Collection(SharedStatistics.Name)]
public sealed class StageTimesTests(StatisticsInstallation installation)
{
    private const string Office = "/authorities/berlin-mitte";

    private readonly HttpClient office = installation.As("office-berlin-mitte");
    private readonly HttpClient printShop = installation.As("print-shop");

    [Fact]
    public async Task Each_stage_of_each_run_is_a_line_and_the_last_one_is_open()
    {
        var order = NewOrder();
        await office.PostBatchAsync(
            Event("application-received", order, new { kind = "passport", dateOfBirth = "1990-05-17" }, Office, time: "2024-03-07T08:00:00Z"),
            Event("order-sent", order, source: Office, time: "2024-03-07T10:30:00Z"));
        await printShop.PostBatchAsync(
            Event("production-started", order, time: "2024-03-11T10:30:00Z"),
            Event("quality-rejected", order, time: "2024-03-12T10:30:00Z"),
            Event("production-started", order, time: "2024-03-13T10:30:00Z"));

        await installation.SeenAllAsync();

        (await LinesAsync(order)).ShouldBe(
        [
            "1 passport received 1 2.5 0 False",
            // Over International Women's Day, which is a holiday in Berlin.
            "2 passport ordered 1 96 1 False",
            "3 passport in-production 1 24 1 False",
            "4 passport being-remade 2 24 1 False",
            "5 passport in-production 2 - - True",
        ]);
    }

    [Fact]
    public async Task The_stage_in_which_all_ends_is_a_line_that_is_not_open()
    {
        var order = NewOrder();
        await office.PostBatchAsync(
            Event("order-sent", order, source: Office, time: "2026-10-02T08:00:00Z"),
            Event("cancelled", order, new { reason = "withdrawn" }, Office, time: "2026-10-02T09:00:00Z"));

        await installation.SeenAllAsync();

        (await LinesAsync(order)).ShouldBe(["1 - ordered 1 1 0 False", "2 - cancelled 1 - - False"]);
    }

    [Fact]
    public async Task Where_it_is_collected_stands_beside_each_stage()
    {
        var order = NewOrder();
        await office.PostBatchAsync(
            Event("order-sent", order, source: Office, time: "2026-10-02T08:00:00Z"),
            Event("ready-for-pickup", order, new { location = "mitte-osloer" }, Office, time: "2026-10-12T08:00:00Z"));

        await installation.SeenAllAsync();

        (await installation.RowsAsync(
            "select stage, location from ausweisstatus.stage_times where document = $1 order by line", DocumentId.Of(AuthorityId.Parse("berlin-mitte"), OrderNumber.Parse(order))))
            .ShouldBe(["ordered mitte-osloer", "ready-for-pickup mitte-osloer"]);
    }

    [Fact]
    public async Task A_late_fact_and_a_retraction_change_what_was_before_them()
    {
        var order = NewOrder();
        var dispatched = Event("dispatched", order, new { to = "office" }, time: "2026-10-08T08:00:00Z");
        await printShop.PostBatchAsync(Event("production-started", order, time: "2026-10-06T08:00:00Z"), dispatched);
        await installation.SeenAllAsync();
        (await LinesAsync(order)).ShouldBe(["1 - in-production 1 48 2 False", "2 - shipped 1 - - True"]);

        await printShop.PostEventAsync(Event("production-completed", order, time: "2026-10-07T08:00:00Z"));
        await installation.SeenAllAsync();
        (await LinesAsync(order)).ShouldBe(["1 - in-production 1 24 1 False", "2 - produced 1 24 1 False", "3 - shipped 1 - - True"]);

        await printShop.PostEventAsync(Event("fact-retracted", order, new { id = (string)dispatched["id"]!, reason = "did-not-happen" }));
        await installation.SeenAllAsync();
        (await LinesAsync(order)).ShouldBe(["1 - in-production 1 24 1 False", "2 - produced 1 - - True"]);
    }

    [Fact]
    public async Task Whatever_was_told_in_whichever_order_the_lines_are_those_of_the_fold()
    {
        var seed = Random.Shared.Next(1_000_000);
        var orders = Enumerable.Range(0, 60).Select(_ => NewOrder()).ToList();
        await UntidyFeed.PostAsync(installation, new UntidyFeed(seed).Tell(orders, 600), atOnce: 50);
        await installation.SeenAllAsync();

        foreach (var authority in new[] { "berlin-mitte", "berlin-pankow" })
        {
            await using var session = installation.Store.QuerySession(authority);
            foreach (var order in orders)
            {
                var document = await session.LoadAsync<Document>(DocumentId.Of(AuthorityId.Parse(authority), OrderNumber.Parse(order)));
                var expected = StageTime.Of(document?.Status.History ?? [], state: null)
                    .Select(time => $"{time.Line} {KebabCase.Of(time.Stage)} {time.Run} {time.Hours?.ToString() ?? "-"} {time.IsOpen}");
                (await installation.RowsAsync(
                    "select line, stage, run, hours, is_open from ausweisstatus.stage_times where tenant_id = $1 and document = $2 order by line",
                    authority, document?.Id ?? Guid.Empty)).ShouldBe(expected, $"seed {seed}");
            }
        }
    }

    [Fact]
    public async Task Versions_never_go_back_whoever_comes_when()
    {
        var order = NewOrder();
        await office.PostEventAsync(Event("order-sent", order, source: Office));
        await installation.SeenAllAsync();
        var id = DocumentId.Of(AuthorityId.Parse("berlin-mitte"), OrderNumber.Parse(order));
        await installation.ExecuteAsync($"update ausweisstatus.followed_streams set version = 7 where read_model = 'stage-times' and document = '{id}'");
        try
        {
            (await installation.ReadModel("stage-times").FollowAsync([new("berlin-mitte", id, 1)], CancellationToken.None)).ShouldBe(0);
            (await installation.RowsAsync("select version from ausweisstatus.followed_streams where read_model = 'stage-times' and document = $1", id)).ShouldBe(["7"]);
        }
        finally
        {
            await installation.ExecuteAsync($"update ausweisstatus.followed_streams set version = 1 where read_model = 'stage-times' and document = '{id}'");
        }
    }

    private Task<List<string>> LinesAsync(string order) => installation.RowsAsync(
        "select line, kind, stage, run, hours, working_days, is_open from ausweisstatus.stage_times where tenant_id = 'berlin-mitte' and document = $1 order by line",
        DocumentId.Of(AuthorityId.Parse("berlin-mitte"), OrderNumber.Parse(order)));
}
