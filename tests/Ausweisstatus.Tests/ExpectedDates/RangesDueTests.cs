using System.Diagnostics.Metrics;
using System.Globalization;
using Ausweisstatus.Domain;
using Ausweisstatus.ExpectedDates;
using Ausweisstatus.Tests.Statistics;
using Microsoft.Extensions.Logging;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.ExpectedDates;

/// <summary>
/// Whether anybody notices that expected dates do not hold. Times were made on each Monday of some weeks, of what was known then; the node is for the web only, so it
/// tells what another one has counted.
/// </summary>
public sealed class RangesDueTests(PostgresFixture postgres) : StatisticsInstallation(postgres)
{
    private const int Weeks = 9;
    private const int ADay = 24;

    private static readonly string Counted = $"select due, held, early, late from ausweisstatus.ranges_due where day = '{Today:yyyy-MM-dd}'";

    private readonly KeptLog log = new();

    private static DateOnly Today => PlantInstallation.Today;

    private static int Last => ExpectedTimes.LastComplete(Today);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected override IEnumerable<string> Settings => [.. base.Settings, "--Role=Web"];

    [Fact]
    public async Task A_plant_that_goes_on_as_before_rings_no_alarm()
    {
        await TellAsync(slowFrom: int.MaxValue);

        var shares = Measure();
        shares.Keys.ShouldContain("passport making middle");
        shares.Keys.ShouldContain("passport at-office near");
        shares.Values.ShouldAllBe(share => share >= 0.7 && share <= 0.9);
        log.Lines.ShouldBeEmpty();
        (await ReadyAsync()).ShouldNotContain("expected dates");
    }

    [Fact]
    public async Task A_plant_that_needs_two_weeks_more_from_one_day_to_the_next_rings_one_until_the_next_day_is_counted()
    {
        await TellAsync(slowFrom: Last - 15);

        var share = Measure()["passport making middle"];
        share.ShouldBeLessThan(0.7);
        var row = (await RowsAsync($"{Counted} and leg = 'making' and horizon = 'middle'")).ShouldHaveSingleItem().Split(' ').Select(int.Parse).ToArray();
        (row[1] / (double)row[0]).ShouldBe(share);
        row[3].ShouldBeGreaterThan(row[2], "more are late than early");
        var words = string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.0} % of {row[0]} held, not about 80 %");
        (await ReadyAsync()).ShouldContain($"\nexpected dates of passport, making, middle: {words}\n");
        log.Lines.ShouldContain(line => line.StartsWith($"Expected dates of passport (making, middle) do not hold as they should: of {row[0]} ", StringComparison.Ordinal));

        // What is made anew on the same day, as after a rebuild, counts nothing anew.
        var before = await RowsAsync(Counted);
        log.Lines.Clear();
        await ExecuteAsync("""
            delete from ausweisstatus.stage_times where stage = 'ready-for-pickup';
            insert into ausweisstatus.rebuilds (id, projection, is_preview, started_by, state, ended_at, facts_in_all)
            values (gen_random_uuid(), 'stage-times', false, 'a test', 'done', now() + interval '1 second', 0)
            """);
        (await Maker().MakeAsync(PlantInstallation.MorningOf(Today), Cancellation)).ShouldBeGreaterThan(0);

        (await RowsAsync(Counted)).ShouldBe(before);
        log.Lines.ShouldBeEmpty();
    }

    private MakeExpectedTimes Maker()
    {
        using var factory = LoggerFactory.Create(builder => builder.AddProvider(log));
        return PlantHistory.Maker(Services, factory.CreateLogger<MakeExpectedTimes>());
    }

    // On each Monday, and today, times are made of what was known then.
    private async Task TellAsync(int slowFrom)
    {
        var (maker, monday) = (Maker(), WorkingDays.MondayOf(Today));
        foreach (var day in Enumerable.Range(1, Weeks).Select(ago => monday.AddDays(-7 * (Weeks - ago))).Append(Today).Distinct())
        {
            await PlantHistory.WriteAsync(Database, ADay, ExpectedTimes.LastComplete(day), (start, i) => Way(start, i, slowFrom));
            log.Lines.Clear();
            (await maker.MakeAsync(PlantInstallation.MorningOf(day), Cancellation)).ShouldBeGreaterThan(0);
        }

        await Services.GetRequiredService<ExpectedTimesDirectory>().RefreshAsync(Cancellation);
    }

    // Eight to seventeen working days at the plant, one to its office, one to eight there.
    private static (int Dispatched, int Ready) Way(int start, int i, int slowFrom)
    {
        // By how long ago it is, so that it is the same every day.
        var chance = (uint)(((start - Last) * 2_654_435_761) + (i * 40_503 * 65_537L)) >> 8;
        var dispatched = start + 8 + (int)(chance % 10);
        dispatched += dispatched > slowFrom ? 10 : 0;
        return (dispatched, dispatched + 2 + (int)(chance / 10 % 8));
    }

    private Dictionary<string, double> Measure()
    {
        Dictionary<string, double> measured = [];
        var own = Services.GetRequiredService<IMeterFactory>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, all) =>
            {
                if (instrument.Name == "ausweisstatus.expected_dates.held" && instrument.Meter.Scope == own)
                {
                    all.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>((_, share, tags, _) => measured[$"{tags[0].Value} {tags[1].Value} {tags[2].Value}"] = share);
        listener.Start();
        listener.RecordObservableInstruments();
        return measured;
    }

    private async Task<string> ReadyAsync()
    {
        using var anonymous = Anonymous();
        return await anonymous.GetStringAsync(new Uri("/health/ready", UriKind.Relative), Cancellation);
    }
}
