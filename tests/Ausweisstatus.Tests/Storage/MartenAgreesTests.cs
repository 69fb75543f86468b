using System.Net;
using Ausweisstatus.Domain;
using Ausweisstatus.Storage;
using Ausweisstatus.Tests.Intake;
using JasperFx.Events;
using Npgsql;
using Shouldly;
using Xunit;
using static Ausweisstatus.Tests.Intake.Events;

namespace Ausweisstatus.Tests.Storage;

/// <summary>Intake writes Marten's tables itself: it must leave there exactly what Marten would have left.</summary>
[Collection(SharedInstallation.Name)]
public sealed class MartenAgreesTests(Installation installation)
{
    private const string Tenant = "berlin-mitte";
    private const string Office = "/authorities/berlin-mitte";

    private readonly HttpClient office = installation.As("office-berlin-mitte");
    private readonly HttpClient printShop = installation.As("print-shop");

    [Fact]
    public async Task The_rows_are_those_that_Marten_writes()
    {
        var (ours, martens) = (NewOrder(), NewOrder());
        await PostStoryAsync(ours);

        var facts = await FactsAsync(ours);
        foreach (var commit in facts.Chunk(2))
        {
            await AppendByMartenAsync(martens, commit);
        }

        (await RowsAsync(ours)).ShouldBe(await RowsAsync(martens));
        facts.Count.ShouldBe(6);
    }

    [Fact]
    public async Task Marten_reads_the_stream_and_folds_it_into_the_snapshot()
    {
        var order = NewOrder();
        await PostStoryAsync(order);

        await using var session = installation.Store.QuerySession(Tenant);
        var folded = await session.Events.AggregateStreamAsync<Document>(IdOf(order));
        var state = await session.Events.FetchStreamStateAsync(IdOf(order));

        folded.ShouldNotBeNull().ShouldBe(await session.LoadAsync<Document>(IdOf(order)));
        state.ShouldNotBeNull().Version.ShouldBe(6);
    }

    [Fact]
    public async Task Marten_and_intake_continue_what_the_other_began()
    {
        var order = NewOrder();
        await printShop.PostEventAsync(Event("production-started", order));
        await AppendByMartenAsync(order, [Appended(new ProductionCompleted(DateTimeOffset.UtcNow))]);
        (await printShop.PostEventAsync(Event("dispatched", order, new { to = "office" }))).StatusCode.ShouldBe(HttpStatusCode.Created);

        var facts = await FactsAsync(order);

        facts.Select(fact => fact.Version).ShouldBe([1, 2, 3]);
        await using var session = installation.Store.QuerySession(Tenant);
        (await session.LoadAsync<Document>(IdOf(order)))!.Facts.Select(known => known.Id).ShouldBe(facts.Select(fact => fact.Id));
    }

    [Fact]
    public async Task Versions_and_sequence_rise_together()
    {
        var orders = Enumerable.Range(0, 100).Select(_ => NewOrder()).ToList();
        await Task.WhenAll(new[] { "order-confirmed", "production-started", "production-completed", "lost" }.Select(fact =>
            printShop.PostBatchAsync([.. orders.SelectMany(order => new[] { Event(fact, order), Event(fact, order) })])));

        foreach (var order in orders)
        {
            var facts = await FactsAsync(order);
            facts.Select(fact => fact.Version).ShouldBe(Enumerable.Range(1, 8).Select(version => (long)version));
            facts.Select(fact => fact.Sequence).ShouldBeInOrder();
        }
    }

    [Fact]
    public async Task What_changes_the_lookup_at_the_same_time_is_in_it()
    {
        // Batches so large that each is a commit of its own.
        var orders = Enumerable.Range(0, 1000).Select(_ => NewOrder()).ToList();
        var registration = orders.ToDictionary(order => order, order => Guid.NewGuid().ToString());

        await Task.WhenAll(
            PostAsync(order => Event("application-received", order, new { kind = "passport", dateOfBirth = "1990-05-17" }, Office, id: registration[order])),
            PostAsync(order => Event("reference-reissued", order, new { generation = 2, dateOfBirth = "1990-05-17" }, Office)),
            PostAsync(order => Event("reference-reissued", order, new { generation = 3, dateOfBirth = "1990-05-18" }, Office)),
            PostAsync(order => Event("order-sent", order, source: Office)),
            PostAsync(order => Event("cancelled", order, new { reason = "withdrawn" }, Office)));

        await LookupsShouldBeThoseOfTheFactsAsync(orders, none: false);
        await PostAsync(order => Event("fact-retracted", order, new { id = registration[order], reason = "did-not-happen" }, Office));
        await LookupsShouldBeThoseOfTheFactsAsync(orders, none: true);

        async Task PostAsync(Func<string, System.Text.Json.Nodes.JsonObject> fact) =>
            ((int)(await (await office.PostBatchAsync([.. orders.Select(fact)])).JsonAsync())["accepted"]!).ShouldBe(orders.Count);
    }

    private async Task LookupsShouldBeThoseOfTheFactsAsync(List<string> orders, bool none)
    {
        await using var session = installation.Store.QuerySession(Tenant);
        var documents = await session.LoadManyAsync<Document>(orders.Select(IdOf));
        await using var database = NpgsqlDataSource.Create(installation.ConnectionString);
        foreach (var document in documents)
        {
            await using var command = database.CreateCommand("select coalesce(lookup, 'none') from ausweisstatus.mt_doc_document where id = $1");
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = document.Id });
            var stored = await command.ExecuteScalarAsync();
            stored.ShouldBe(document.Lookup ?? "none");
            (stored is "none").ShouldBe(none);
        }
    }

    /// <summary>Six facts in three commits, one of them about a document that is there already, with a lookup and without.</summary>
    private async Task PostStoryAsync(string order)
    {
        await office.PostBatchAsync(
            Event("application-received", order, new { kind = "identity-card", dateOfBirth = "1990-05-17", location = "mitte-rathaus-mitte" }, Office, time: "2026-10-01T08:00:00Z"),
            Event("order-sent", order, source: Office, time: "2026-10-02T08:00:00Z"));
        await printShop.PostBatchAsync(
            Event("production-started", order, time: "2026-10-03T08:00:00.1234567Z"),
            Event("dispatched", order, new { to = "office", carrier = "Päckchen & Co" }, time: "2026-10-04T08:00:00Z"));
        await office.PostBatchAsync(
            Event("ready-for-pickup", order, new { location = "mitte-rathaus-mitte", heldUntil = "2026-12-01" }, Office, time: "2026-10-05T08:00:00Z"),
            Event("reference-reissued", order, new { generation = 2 }, Office, time: "2026-10-06T08:00:00Z"));
    }

    private async Task<IReadOnlyList<IEvent>> FactsAsync(string order)
    {
        await using var session = installation.Store.QuerySession(Tenant);
        return await session.Events.FetchStreamAsync(IdOf(order));
    }

    private static Event<Fact> Appended(Fact fact) => new(fact) { Id = Guid.NewGuid(), Headers = new() { [FactHeaders.Order] = "" } };

    private async Task AppendByMartenAsync(string order, IEnumerable<IEvent> facts)
    {
        await using var session = installation.Store.LightweightSession(Tenant);
        session.Events.Append(IdOf(order), [.. facts.Select(fact =>
        {
            var again = session.Events.BuildEvent(fact.Data);
            again.Id = Guid.NewGuid();
            foreach (var (name, value) in fact.Headers!)
            {
                again.SetHeader(name, name == FactHeaders.Order ? order : value);
            }

            (again.UserName, again.CorrelationId) = (fact.UserName, fact.CorrelationId);
            return (object)again;
        })]);
        await session.SaveChangesAsync();
    }

    /// <summary>Every column of stream, events and snapshot as text, but for ids, times and sequence numbers; the order is called X.</summary>
    private async Task<List<string>> RowsAsync(string order)
    {
        await using var database = NpgsqlDataSource.Create(installation.ConnectionString);
        await using var command = database.CreateCommand("""
            select 'stream ' || (to_jsonb(s) - 'id' - 'timestamp' - 'created')::text from ausweisstatus.mt_streams s where id = $1
            union all
            select 'event ' || lpad(version::text, 3, '0') || (to_jsonb(e) - 'id' - 'stream_id' - 'seq_id' - 'timestamp')::text from ausweisstatus.mt_events e where stream_id = $1
            union all
            select 'snapshot ' || (to_jsonb(d) - 'id' - 'mt_last_modified')::text from ausweisstatus.mt_doc_document d where id = $1
            order by 1
            """);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = IdOf(order) });
        List<string> rows = [];
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            var row = reader.GetString(0).Replace(order, "X", StringComparison.Ordinal);
            rows.Add(row.StartsWith("snapshot", StringComparison.Ordinal) ? IdsIn(row) : row);
        }

        return rows;
    }

    private static string IdsIn(string row) => System.Text.RegularExpressions.Regex.Replace(row, "\\[\"[0-9a-f-]{36}\"", "[\"id\"");

    private static Guid IdOf(string order) => DocumentId.Of(AuthorityId.Parse(Tenant), OrderNumber.Parse(order));
}
