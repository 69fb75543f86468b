using Ausweisstatus.Domain;
using Ausweisstatus.EventLog.ReadModels;
using Ausweisstatus.Tests.Intake;
using Shouldly;
using Xunit;
using static Ausweisstatus.Tests.Intake.Events;

namespace Ausweisstatus.Tests.Statistics;

[Collection(SharedStatistics.Name)]
public sealed class SenderRhythmTests(StatisticsInstallation installation)
{
    /// <summary>What was counted, and what there is to count.</summary>
    internal const string Counted = "select client, fact_type, sum(facts) from ausweisstatus.sender_hours where client not like 'made-up%' group by 1, 2 order by 1, 2";
    internal const string ToCount = "select user_name, type, count(*) from ausweisstatus.mt_events group by 1, 2 order by 1, 2";

    private readonly HttpClient printShop = installation.As("print-shop");

    [Fact]
    public async Task Each_fact_is_counted_once_in_the_hour_it_was_recorded()
    {
        await PostAsync(40);

        await installation.SeenAllAsync();

        (await installation.RowsAsync(Counted)).ShouldBe(await installation.RowsAsync(ToCount));
        (await installation.RowsAsync("select distinct hour from ausweisstatus.sender_hours where client = 'print-shop' order by 1"))
            .ShouldBe(await installation.RowsAsync("select distinct date_trunc('hour', timestamp) from ausweisstatus.mt_events where user_name = 'print-shop' order by 1"));
        (await installation.RowsAsync("select first_heard, last_heard from ausweisstatus.senders where client = 'print-shop' and fact_type = 'production-started'"))
            .ShouldBe(await installation.RowsAsync("select min(timestamp), max(timestamp) from ausweisstatus.mt_events where user_name = 'print-shop' and type = 'production-started'"));
    }

    [Fact]
    public async Task Who_sees_streams_at_the_same_time_and_again_counts_each_fact_once()
    {
        var orders = await PostAsync(30);
        var streams = orders.Select(order => new StreamVersion(
            "berlin-mitte", DocumentId.Of(AuthorityId.Parse("berlin-mitte"), OrderNumber.Parse(order)), 2)).ToList();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() =>
            installation.ReadModel("sender-rhythm").FollowAsync([.. streams.OrderBy(_ => Random.Shared.Next())], CancellationToken.None))));
        await installation.SeenAllAsync();

        (await installation.RowsAsync(Counted)).ShouldBe(await installation.RowsAsync(ToCount));
    }

    [Fact]
    public async Task The_usual_interval_is_told_by_weekday_and_hour_of_Berlin()
    {
        // Ten weeks long, on Tuesdays from ten to eleven in Berlin, six facts.
        await installation.ExecuteAsync("""
            with week as (
                select (date_trunc('week', now() at time zone 'Europe/Berlin') - number * interval '7 days' + interval '1 day 10 hours') at time zone 'Europe/Berlin' as hour
                from generate_series(1, 10) as number
            ), sender as (
                insert into ausweisstatus.senders select 'made-up-weekly', 'dispatched', min(hour), max(hour) + interval '5 minutes' from week
            )
            insert into ausweisstatus.sender_hours select 'made-up-weekly', 'dispatched', hour, 6 from week
            """);

        (await installation.RowsAsync("select weekday, hour_of_day, weeks, weeks_heard, facts, usual_interval from ausweisstatus.sender_rhythm where client = 'made-up-weekly'"))
            .ShouldBe(["2 10 10 10 60 00:10:00"]);
    }

    [Fact]
    public async Task Silence_begins_with_the_first_usual_hour_that_passed_without_a_word()
    {
        // Every hour but the fourth, for six weeks, until ten hours ago; and one that is heard once a week.
        await installation.ExecuteAsync("""
            with heard as (
                select date_trunc('hour', now()) - number * interval '1 hour' as hour from generate_series(10, 10 + 6 * 168 - 1) as number
                where extract(hour from (date_trunc('hour', now()) - number * interval '1 hour') at time zone 'Europe/Berlin')::int % 4 <> 0
            ), sender as (
                insert into ausweisstatus.senders select 'made-up-quiet', 'dispatched', min(hour), max(hour) + interval '1 minute' from heard
                union all select 'made-up-seldom', 'dispatched', now() - interval '42 days', now() - interval '8 hours'
            )
            insert into ausweisstatus.sender_hours select 'made-up-quiet', 'dispatched', hour, 3 from heard
            union all select 'made-up-seldom', 'dispatched', date_trunc('hour', now()) - interval '2 hours' - interval '14 days', 1
            """);

        var expected = await installation.RowsAsync("""
            select min(hour), count(*) from generate_series(date_trunc('hour', now()) - interval '10 hours', date_trunc('hour', now()) - interval '1 hour', '1 hour') as hour
            where extract(hour from hour at time zone 'Europe/Berlin')::int % 4 <> 0
                and hour > (select last_heard from ausweisstatus.senders where client = 'made-up-quiet')
            """);
        (await installation.RowsAsync("select quiet_since, missed_hours from ausweisstatus.sender_silence where client = 'made-up-quiet'")).ShouldBe(expected);
        (await installation.RowsAsync("select quiet_since, missed_hours from ausweisstatus.sender_silence where client = 'made-up-seldom'")).ShouldBe(["- 0"]);
    }

    private async Task<List<string>> PostAsync(int documents)
    {
        var orders = Enumerable.Range(0, documents).Select(_ => NewOrder()).ToList();
        (await printShop.PostBatchAsync(
            [.. orders.SelectMany(order => new[] { Event("production-started", order), Event("production-completed", order) })])).EnsureSuccessStatusCode();
        return orders;
    }
}
