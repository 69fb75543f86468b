using Ausweisstatus.EventLog.Rebuild;
using Ausweisstatus.Locations;
using Ausweisstatus.Statistics;
using Ausweisstatus.Tests.Intake;
using Ausweisstatus.Tests.Operate;
using Ausweisstatus.Tests.Rebuild;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.Statistics;

/// <summary><c>ausweis rebuild stage-times</c> and <c>sender-rhythm</c>.</summary>
public sealed class RebuildStatisticsTests(StatisticsInstallation installation) : IClassFixture<StatisticsInstallation>
{
    private const string Lines = "select to_jsonb(line)::text from ausweisstatus.stage_times line order by tenant_id, document, line.line";
    private const string Hours = "select to_jsonb(hour)::text from ausweisstatus.sender_hours hour order by client, fact_type, hour.hour";
    private const string Senders = "select to_jsonb(sender)::text from ausweisstatus.senders sender order by client, fact_type";

    private readonly int seed = Random.Shared.Next(1_000_000);

    [Theory]
    [InlineData("truncate ausweisstatus.stage_times, ausweisstatus.sender_hours, ausweisstatus.senders, ausweisstatus.followed_streams")]
    [InlineData("truncate ausweisstatus.stage_times, ausweisstatus.sender_hours, ausweisstatus.senders")]
    [InlineData("update ausweisstatus.stage_times set hours = 7, run = 9; update ausweisstatus.sender_hours set facts = facts + 5; update ausweisstatus.senders set first_heard = last_heard")]
    [InlineData("""
        insert into ausweisstatus.stage_times select tenant_id, gen_random_uuid(), line, kind, stage, run, entered_at, left_at, hours, working_days, is_open from ausweisstatus.stage_times;
        insert into ausweisstatus.stage_times select tenant_id, document, line + 50, kind, stage, run, entered_at, left_at, hours, working_days, is_open from ausweisstatus.stage_times;
        insert into ausweisstatus.sender_hours select client || '-x', fact_type, hour, facts from ausweisstatus.sender_hours;
        insert into ausweisstatus.senders select client || '-x', fact_type, first_heard, last_heard from ausweisstatus.senders
        """)]
    public async Task What_was_damaged_is_what_it_was_before(string damage)
    {
        await UntidyFeed.PostAsync(installation, new UntidyFeed(seed).Tell(Orders(40), 300), atOnce: 100);
        await installation.SeenAllAsync();
        var before = await AllAsync();
        await installation.ExecuteAsync(damage);

        await RebuildAsync();

        (await AllAsync()).ShouldBe(before, $"seed {seed}");
        var again = await RebuildAsync();
        (again.StageTimes.Differing, again.Senders.Differing).ShouldBe((0, 0));
    }

    [Fact]
    public async Task While_facts_come_in_nothing_is_lost_and_nothing_counts_twice_and_the_table_is_never_empty()
    {
        var orders = Orders(15);
        await UntidyFeed.PostAsync(installation, new UntidyFeed(seed).Tell(orders, 100), atOnce: 50);
        await installation.SeenAllAsync();
        var posting = Task.WhenAll(Enumerable.Range(1, 2).Select(sender => Task.Run(() =>
            UntidyFeed.PostAsync(installation, new UntidyFeed(seed + sender).Tell(orders, 400), atOnce: 10))));
        var emptiest = long.MaxValue;
        while (!posting.IsCompleted)
        {
            // Locked as a whole: who takes rows of both in another order than those who follow the facts may wait for them while they wait for it.
            await installation.ExecuteAsync("""
                begin;
                lock table ausweisstatus.stage_times, ausweisstatus.sender_hours in exclusive mode;
                update ausweisstatus.stage_times set hours = 1;
                update ausweisstatus.sender_hours set facts = facts + 1;
                commit
                """);
            var rebuild = RebuildAsync();
            while (!rebuild.IsCompleted)
            {
                emptiest = Math.Min(emptiest, long.Parse((await installation.RowsAsync("select count(*) from ausweisstatus.stage_times"))[0]));
            }

            await rebuild;
        }

        await posting;
        await installation.SeenAllAsync();
        emptiest.ShouldBeGreaterThan(20);
        (await installation.RowsAsync(SenderRhythmTests.Counted)).ShouldBe(await installation.RowsAsync(SenderRhythmTests.ToCount), $"seed {seed}");
        var found = await RebuildAsync();
        (found.StageTimes.Differing, found.Senders.Differing).ShouldBe((0, 0), $"seed {seed}");
    }

    [Theory]
    [InlineData("stage-times", @"(^|\n)Stages of \d+ documents from [\d,]+ facts in \d+\.\d\d s, [1-9]\d* lines differed and were repaired\.\n$")]
    [InlineData("sender-rhythm", @"(^|\n)[\d,]+ facts counted in \d+\.\d\d s, 0 documents were caught up with, [1-9]\d* counts differed and were repaired\.\n$")]
    public async Task The_verb_says_in_a_sentence_what_was_done(string name, string sentence)
    {
        await UntidyFeed.PostAsync(installation, new UntidyFeed(seed).Tell(Orders(5), 50), atOnce: 50);
        await installation.SeenAllAsync();
        await installation.ExecuteAsync("update ausweisstatus.stage_times set run = 9; update ausweisstatus.sender_hours set facts = facts + 5");

        var (_, output, error) = await Verbs.RunAsync(installation.ConnectionString, "rebuild", name);

        error.ShouldBeEmpty();
        output.ShouldMatch(sentence);
    }

    private async Task<(RebuildProgress StageTimes, RebuildProgress Senders)> RebuildAsync()
    {
        var stageTimes = new StageTimes(installation.Database, installation.Services.GetRequiredService<AuthorityDirectory>());
        return (await new RebuildStageTimes(installation.Database, stageTimes).ExecuteAsync(RebuildOrder.Everything, _ => { }, CancellationToken.None),
            await new RebuildSenderRhythm(installation.Database, new SenderRhythm(installation.Database)).ExecuteAsync(RebuildOrder.Everything, _ => { }, CancellationToken.None));
    }

    private async Task<List<string>> AllAsync() =>
        [.. await installation.RowsAsync(Lines), .. await installation.RowsAsync(Hours), .. await installation.RowsAsync(Senders)];

    private static List<string> Orders(int count) => [.. Enumerable.Range(0, count).Select(_ => Events.NewOrder())];
}
