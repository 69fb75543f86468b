using Ausweisstatus.Domain;
using Ausweisstatus.ExpectedDates;
using Ausweisstatus.Tests.Intake;
using Ausweisstatus.Tests.Statistics;
using Ausweisstatus.Tests.Status;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.ExpectedDates;

/// <summary>An installation that is told a past, and says on the same day when something is expected.</summary>
public sealed class FirstDayTests(PostgresFixture postgres) : StatisticsInstallation(postgres), IClassFixture<PostgresFixture>
{
    private const int AtPlant = 6;

    private static readonly int Last = ExpectedTimes.LastComplete(DateTimeOffset.UtcNow.DayInBerlin());

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ExpectedTimesDirectory Directory => Services.GetRequiredService<ExpectedTimesDirectory>();

    [Fact]
    public async Task It_says_nothing_by_a_few_documents_and_says_it_on_the_same_day_when_it_knows_more()
    {
        using var office = As("office-berlin-mitte");
        var asked = await office.ApplyAsync("FIRST-ASKED", "passport", Noon(Last - 2));
        await TellAsync(office, "FEW", from: 40, to: 37);
        await SeenAllAsync();
        await MakeAsync();

        (await ExpectedAsync(asked)).ShouldBeNull();
        (await RowsAsync("select scope from ausweisstatus.expected_times")).ShouldBeEmpty("it is tried again");

        await TellAsync(office, "MORE", from: 36, to: 0);
        await SeenAllAsync();
        await using var other = Host.Build([.. NodeSettings, "--Role=Web"]);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => MakeAsync()));

        var expected = (await ExpectedAsync(asked)).ShouldNotBeNull();
        DateOnly.Parse(expected.Split(' ')[0], null).ShouldBeGreaterThanOrEqualTo(DateTimeOffset.UtcNow.DayInBerlin());
        (await RowsAsync("select count(*) from ausweisstatus.expected_times where scope = 'place'")).ShouldBe(["1"]);
        var elsewhere = other.Services.GetRequiredService<ExpectedTimesDirectory>();
        await elsewhere.RefreshAsync(Cancellation);
        var before = elsewhere.Current.ShouldNotBeNull();

        await MakeAsync();
        (await RowsAsync("select count(*) from ausweisstatus.expected_times where scope = 'place'")).ShouldBe(["1"], "nothing is new");
        await RebuildAsync();
        await MakeAsync();

        (await RowsAsync("select count(*), count(distinct day) from ausweisstatus.expected_times where scope = 'place'")).ShouldBe(["2 1"]);
        await elsewhere.RefreshAsync(Cancellation);
        elsewhere.Current.ShouldNotBeSameAs(before, "another node sees what was made on the same day");
        (await ExpectedAsync(asked)).ShouldBe(expected);
    }

    // What the host does by itself each minute.
    private async Task MakeAsync()
    {
        await Services.GetRequiredService<MakeExpectedTimes>().DoAsync(Cancellation);
        await Directory.RefreshAsync(Cancellation);
    }

    private async Task<string?> ExpectedAsync(string reference)
    {
        using var citizen = Anonymous();
        return (await citizen.AnswerAsync(reference))["expected"] is { } expected ? $"{expected["from"]} {expected["to"]}" : null;
    }

    private async Task RebuildAsync()
    {
        await ExecuteAsync("""
            insert into ausweisstatus.rebuilds (id, projection, is_preview, started_by, state, facts_in_all)
            values (gen_random_uuid(), 'stage-times', false, 'a test', 'waiting', 0)
            """);
        await Eventually.TrueAsync(async () => (await RowsAsync("select state from ausweisstatus.rebuilds")).Single() == "done");
    }

    // Two a day, which take six working days at the plant, give or take one, and two more until they are ready.
    private async Task TellAsync(HttpClient office, string name, int from, int to)
    {
        using var printShop = As("print-shop");
        for (var ago = from; ago >= to; ago--)
        {
            for (var i = 0; i < 2; i++)
            {
                var (order, applied) = ($"{name}-{ago}-{i}", Last - ago);
                var sent = applied + AtPlant + ((ago + i) % 3) - 1;
                await office.ApplyAsync(order, "passport", Noon(applied));
                if (sent <= Last)
                {
                    await printShop.SayAsync(Events.PrintShop, order, "dispatched", Noon(sent), new { to = "office" });
                }

                if (sent + 2 <= Last)
                {
                    await office.SayAsync("/authorities/berlin-mitte", order, "ready-for-pickup", Noon(sent + 2), new { location = "mitte-osloer" });
                }
            }
        }
    }

    private static string Noon(int day) => PlantInstallation.Noon(day);
}
