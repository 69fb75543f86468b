using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text.Json.Nodes;
using Ausweisstatus.Access;
using Ausweisstatus.Domain;
using Ausweisstatus.Statistics;
using Ausweisstatus.Tests.Intake;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.Support;

/// <summary>What usually comes and does not.</summary>
[Collection(SharedStaffInstallation.Name)]
public sealed class SilenceTests(StaffInstallation installation) : IAsyncLifetime
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        // All senders are heard every hour, one three times and one six times, until they fall silent; one is registered no more.
        foreach (var client in new[] { "silent-shop", "silent-courier", "lively-shop", "long-gone-shop" })
        {
            (await installation.AsNewAsync(client, Role.Manufacturer)).Dispose();
            await installation.Services.GetRequiredService<ClientDirectory>().PrepareAsync(client, Cancellation);
        }

        await installation.QueryAsync("""
            with sender (client, quiet, facts) as (values ('silent-shop', 10, 3), ('silent-courier', 30, 6), ('lively-shop', 1, 3), ('silent-and-removed', 30, 3), ('long-gone-shop', 2100, 3)),
            heard as (
                select client, facts, date_trunc('hour', now()) - number * interval '1 hour' as hour from sender, generate_series(quiet, quiet + 8 * 168 - 1) as number
            ), senders as (
                insert into ausweisstatus.senders select client, 'dispatched', min(hour), max(hour) + interval '20 minutes' from heard group by 1 on conflict do nothing
            )
            insert into ausweisstatus.sender_hours select client, 'dispatched', hour, facts from heard on conflict do nothing
            """);
    }

    public async ValueTask DisposeAsync() => await installation.QueryAsync("""
        delete from ausweisstatus.sender_hours where client like 'silent-%' or client in ('lively-shop', 'long-gone-shop');
        delete from ausweisstatus.senders where client like 'silent-%' or client in ('lively-shop', 'long-gone-shop');
        delete from ausweisstatus.stage_times where kind = 'made-up'
        """);

    [Fact]
    public async Task Who_fell_silent_against_its_rhythm_is_told_the_most_unusual_first()
    {
        var senders = (await ReadAsync("hotline"))["senders"]!.AsArray();

        senders.Select(sender => (string)sender!["client"]!).ShouldBe(["silent-courier", "silent-shop"]);
        var shop = senders[1]!;
        ((string)shop["fact"]!, (int)shop["missedHours"]!).ShouldBe(("dispatched", 9));
        DateTimeOffset.Parse((string)shop["quietSince"]!, CultureInfo.InvariantCulture)
            .ShouldBe(DateTimeOffset.Parse((string)shop["lastHeard"]!, CultureInfo.InvariantCulture).AddMinutes(40));
        // Three an hour, and one in nine nine times; about so where clocks were changed meanwhile.
        ((double)shop["missedFacts"]!).ShouldBe(27, tolerance: 1);
        ((double)shop["usualMinutes"]!).ShouldBe(20, tolerance: 1);
        ((double)shop["unusual"]!).ShouldBe(9 * Math.Log10(9), tolerance: 0.5);
    }

    [Fact]
    public async Task The_metric_names_client_and_fact_and_nobody_who_is_not_silent()
    {
        var services = installation.Services;
        using var metric = new SilenceMetric(
            services.GetRequiredService<SenderSilence>(), services.GetRequiredService<IMeterFactory>(), TimeProvider.System, NullLogger<SilenceMetric>.Instance);
        Dictionary<string, int> measured = [];
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, all) =>
            {
                if (instrument.Name == "ausweisstatus.senders.silent")
                {
                    all.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<int>((_, hours, tags, _) => measured[$"{tags[0].Value} {tags[1].Value}"] = hours);
        listener.Start();
        await metric.StartAsync(Cancellation);

        await Eventually.TrueAsync(() =>
        {
            listener.RecordObservableInstruments();
            return measured.ContainsKey("silent-shop dispatched");
        });

        (measured["silent-shop dispatched"], measured["silent-courier dispatched"], measured.ContainsKey("lively-shop dispatched")).ShouldBe((9, 29, false));
        await metric.StopAsync(Cancellation);
    }

    [Fact]
    public async Task Of_documents_that_began_a_stage_together_those_that_stay_behind_are_told_to_whom_they_belong()
    {
        var day = DateTimeOffset.UtcNow.AddDays(-10).DayInBerlin();
        var (document, order, _) = await installation.RegisterAsync();
        await Eventually.TrueAsync(async () => (long)(await installation.QueryAsync($"select count(*) from ausweisstatus.stage_times where document = '{document}'"))! > 0);
        await AddAsync("berlin-mitte", "shipped", day, moved: 8, stuck: 3);
        await AddAsync("berlin-pankow", "shipped", day, moved: 8, stuck: 2);
        // Most are still there; too few to tell; and one that waits for its holder.
        await AddAsync("berlin-mitte", "in-production", day, moved: 6, stuck: 9);
        await AddAsync("berlin-mitte", "ordered", day, moved: 3, stuck: 1);
        await installation.QueryAsync($"""
            update ausweisstatus.stage_times set document = '{document}', line = 99 where (tenant_id, document) in (
                select tenant_id, document from ausweisstatus.stage_times
                where kind = 'made-up' and tenant_id = 'berlin-mitte' and stage = 'shipped' and is_open order by document limit 1)
            """);
        await AddAsync("berlin-mitte", "ready-for-pickup", day, moved: 8, stuck: 1);

        var batch = (await ReadAsync("support"))["batches"]!.AsArray().Where(IsOfThatDay).ShouldHaveSingleItem()!;

        ((string)batch["authority"]!, (string)batch["stage"]!, (string)batch["day"]!, (int)batch["stuck"]!, (int)batch["moved"]!)
            .ShouldBe(("berlin-mitte", "shipped", $"{day:yyyy-MM-dd}", 3, 8));
        (batch["documents"]!.AsArray().Count, (double)batch["usualHours"]!).ShouldBe((3, 20.0));
        Orders(batch).ShouldContain(order);
        var forOperator = (await ReadAsync("operator"))["batches"]!.AsArray().Where(IsOfThatDay).ToList();
        forOperator.SelectMany(one => Orders(one!)).ShouldAllBe(none => none == null);
        forOperator.SelectMany(one => one!["documents"]!.AsArray()).Select(one => (Guid)one!["id"]!).ShouldContain(document);
        forOperator.Select(one => (string)one!["authority"]!).ShouldBe(["berlin-mitte", "berlin-pankow"]);
        (await ReadAsync("support-nowhere"))["batches"]!.AsArray().ShouldBeEmpty();

        static IEnumerable<string?> Orders(JsonNode of) => of["documents"]!.AsArray().Select(one => (string?)one!["order"]);

        // Other tests tell facts of other days.
        bool IsOfThatDay(JsonNode? one) => (string)one!["day"]! == $"{day:yyyy-MM-dd}";
    }

    private async Task<JsonNode> ReadAsync(string person)
    {
        using var staff = await installation.AsStaffAsync(person, reason: null);
        return await (await staff.GetAsync(new Uri("/api/v1/support/silence", UriKind.Relative), Cancellation)).JsonAsync();
    }

    /// <summary>Documents that entered a stage at noon; those that went on did so after twenty hours.</summary>
    private async Task AddAsync(string authority, string stage, DateOnly day, int moved, int stuck) => await installation.QueryAsync($"""
        insert into ausweisstatus.stage_times (tenant_id, document, line, kind, stage, run, entered_at, left_at, hours, working_days, is_open)
        select '{authority}', gen_random_uuid(), 1, 'made-up', '{stage}', 1, noon, case when number <= {moved} then noon + interval '20 hours' end,
            case when number <= {moved} then 20 end, case when number <= {moved} then 1 end, number > {moved}
        from generate_series(1, {moved + stuck}) as number, (values (('{day:yyyy-MM-dd} 12:00'::timestamp) at time zone 'Europe/Berlin')) as entered (noon)
        """);
}
