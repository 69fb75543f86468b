using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Ausweisstatus.Access;
using Ausweisstatus.Intake.Reading;
using Ausweisstatus.Intake.Refusals;
using Shouldly;
using Xunit;
using static Ausweisstatus.Tests.Intake.Events;

namespace Ausweisstatus.Tests.Intake;

/// <summary>What is kept of refused facts, how much of it, and for how long.</summary>
[Collection(SharedInstallation.Name)]
public sealed class KeptRefusalsTests(Installation installation)
{
    private readonly HttpClient printShop = installation.As("print-shop");
    private readonly StoredRefusals refusals = new(installation.ConnectionString);

    private KeepRefused Keep => installation.Services.GetRequiredService<KeepRefused>();

    [Fact]
    public async Task What_was_sent_is_readable_with_the_key_alone()
    {
        var (secret, id) = ($"secret-{Guid.NewGuid():n}", $"{Guid.NewGuid()}");
        var sent = Event("application-received", NewOrder(), new { kind = "no-such-kind", dateOfBirth = "1990-05-17", holder = secret }, id: id);
        await printShop.PostEventAsync(sent);

        var row = (await refusals.RowsAsync("select id, content, told::text, encode(content, 'escape') from ausweisstatus.refused_facts where told ->> 'eventId' = $1", id)).ShouldHaveSingleItem();
        ((string)row[2]! + (string)row[3]!).ShouldNotContain(secret);
        ((string)row[2]!).ShouldNotContain("1990-05-17");
        JsonNode.DeepEquals(JsonNode.Parse(Keep.Open((Guid)row[0]!, (byte[])row[1]!)), sent).ShouldBeTrue();
        Should.Throw<System.Security.Cryptography.CryptographicException>(() => Keep.Open(Guid.NewGuid(), (byte[])row[1]!));
    }

    [Fact]
    public async Task What_came_in_headers_is_kept_so_that_it_can_be_read_again()
    {
        var id = $"{Guid.NewGuid()}";
        await RawConnection.PostAsync(installation.Address, printShop, """{"to":"nowhere"}""",
        [
            "Content-Type: application/json", "ce-specversion: 1.0", $"ce-id: {id}", $"ce-source: {PrintShop}", "ce-type: de.ausweisstatus.dispatched.v1",
            "ce-subject: berlin-mitte/x", "ce-time: 2026-01-01T00:00:00Z",
        ]);

        var row = (await refusals.RowsAsync("select id, content from ausweisstatus.refused_facts where told ->> 'eventId' = $1", id)).ShouldHaveSingleItem();
        var read = EventReader.Structured(Keep.Open((Guid)row[0]!, (byte[])row[1]!)!);

        (read.Problem, read.Event!.Subject, Encoding.UTF8.GetString(read.Event.Data.Span)).ShouldBe((null, "berlin-mitte/x", """{"to":"nowhere"}"""));
    }

    [Fact]
    public async Task The_same_fact_refused_a_hundred_times_at_once_is_one_row_that_counts_them_and_has_the_last_problem()
    {
        var id = $"{Guid.NewGuid()}";
        var order = NewOrder();
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => printShop.PostBatchAsync([.. Enumerable.Repeat(Event("dispatched", order, new { to = "moon" }, id: id), 10)])));
        await printShop.PostEventAsync(Event("handed-over", order, id: id));

        (await refusals.RowsAsync("select times, problem, first_at < last_at from ausweisstatus.refused_facts where told ->> 'eventId' = $1", id))
            .ShouldHaveSingleItem().ShouldBe([101, "fact-not-allowed", true]);
    }

    [Fact]
    public async Task What_is_too_large_is_told_and_not_kept()
    {
        var id = $"{Guid.NewGuid()}";
        await printShop.PostEventAsync(Event("dispatched", NewOrder(), new { to = "office", carrier = new string('x', KeepRefused.MostBytes) }, id: id));

        (await refusals.RowsAsync("select problem, content from ausweisstatus.refused_facts where told ->> 'eventId' = $1", id))
            .ShouldHaveSingleItem().ShouldBe(["invalid-data", null]);
    }

    [Fact]
    public async Task A_client_that_floods_fills_its_day_and_no_more_and_what_is_known_is_still_renewed()
    {
        using var client = await installation.AsNewAsync("flooding-shop", Role.Manufacturer);
        var known = Event("dispatched", NewOrder(), new { to = "moon" }, "/tests/flooding-shop");
        await client.PostEventAsync(known);
        await refusals.RowsAsync("update ausweisstatus.refusals_by_day set kept = $1 where client = 'flooding-shop'", WriteRefusals.MostADay - 5);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => client.PostBatchAsync(
            [known, .. Enumerable.Range(0, 10).Select(_ => Event("dispatched", NewOrder(), new { to = "moon" }, "/tests/flooding-shop"))])));

        (await refusals.RowsAsync("select count(*), sum(times), max(times) from ausweisstatus.refused_facts where client = 'flooding-shop'"))[0].ShouldBe([6L, 10L, 5]);
        (await refusals.RowsAsync("select refused, kept, unkept from ausweisstatus.refusals_by_day where client = 'flooding-shop'")).ShouldHaveSingleItem()
            .ShouldBe([45, WriteRefusals.MostADay, 35]);
    }

    [Fact]
    public async Task A_full_batch_of_refusals_is_kept_with_the_facts_between_them()
    {
        using var client = await installation.AsNewAsync("careless-shop", Role.Manufacturer);
        var answer = await (await client.PostBatchAsync([.. Enumerable.Range(0, 1000).Select(number =>
            Event("dispatched", NewOrder(), new { to = number % 10 == 0 ? "office" : "moon" }, "/tests/careless-shop"))])).JsonAsync();

        ((int)answer["accepted"]!, (int)answer["rejected"]!).ShouldBe((100, 900));
        (await refusals.RowsAsync("select count(*), count(distinct content) from ausweisstatus.refused_facts where client = 'careless-shop'"))[0].ShouldBe([900L, 900L]);
    }

    [Fact]
    public async Task Refusals_go_after_thirty_days_and_those_that_were_told_since_are_done()
    {
        var (old, young, told, reused) = ($"{Guid.NewGuid()}", $"{Guid.NewGuid()}", $"{Guid.NewGuid()}", $"{Guid.NewGuid()}");
        foreach (var id in new[] { old, young, told })
        {
            await printShop.PostEventAsync(Event("dispatched", NewOrder(), new { to = "moon" }, id: id));
        }

        (await printShop.PostEventAsync(Event("dispatched", NewOrder(), new { to = "office" }, id: told))).StatusCode.ShouldBe(HttpStatusCode.Created);
        await printShop.PostEventAsync(Event("lost", NewOrder(), id: reused));
        await printShop.PostEventAsync(Event("lost", NewOrder(), id: reused));
        await refusals.RowsAsync("update ausweisstatus.refused_facts set last_at = last_at - interval '31 days' where told ->> 'eventId' = $1", old);

        await installation.Services.GetRequiredService<PurgeRefusals>().DoAsync(TestContext.Current.CancellationToken);

        (await refusals.RowsAsync("select told ->> 'eventId', done_at is not null, content is null from ausweisstatus.refused_facts where told ->> 'eventId' = any($1)", (object)new[] { old, young, told, reused }))
            .OrderBy(row => Array.IndexOf([young, told, reused], (string)row[0]!))
            .ShouldBe([[young, false, false], [told, true, true], [reused, false, false]]);
    }
}
