using Ausweisstatus.Domain;
using Ausweisstatus.EventLog;
using Ausweisstatus.Tests.Intake;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Shouldly;
using Xunit;
using static Ausweisstatus.Tests.Intake.Events;

namespace Ausweisstatus.Tests.EventLog;

/// <summary>The one way in which facts are recorded, beyond what its callers decide.</summary>
[Collection(SharedInstallation.Name)]
public sealed class AppendFactsTests(Installation installation)
{
    private const string Office = "/authorities/berlin-mitte";

    private static readonly AuthorityId Mitte = AuthorityId.Parse("berlin-mitte");

    private readonly HttpClient office = installation.As("office-berlin-mitte");

    [Theory]
    [InlineData("delete from ausweisstatus.mt_doc_document where id = $1")]
    [InlineData("update ausweisstatus.mt_doc_document set mt_version = 17 where id = $1")]
    [InlineData("""update ausweisstatus.mt_doc_document set data = '["berlin-mitte"]' where id = $1""")]
    [InlineData("""update ausweisstatus.mt_doc_document set data = '["berlin-mitte", "B-1"]' where id = $1""")]
    public async Task A_document_that_does_not_follow_from_its_stream_is_right_again_after_the_next_fact(string damage)
    {
        var order = NewOrder();
        await office.PostEventAsync(Event("order-sent", order, source: Office));
        await ExecuteAsync(damage, order);

        (await office.PostEventAsync(Event("cancelled", order, new { reason = "withdrawn" }, Office))).IsSuccessStatusCode.ShouldBeTrue();

        await using var session = installation.Store.QuerySession("berlin-mitte");
        var stored = await session.LoadAsync<Document>(IdOf(order));
        stored.ShouldNotBeNull().ShouldBe(await session.Events.AggregateStreamAsync<Document>(IdOf(order)));
        stored.Facts.Length.ShouldBe(2);
    }

    [Fact]
    public async Task A_stream_that_was_archived_takes_no_more_facts()
    {
        var order = NewOrder();
        await office.PostEventAsync(Event("order-sent", order, source: Office));
        await using (var session = installation.Store.LightweightSession("berlin-mitte"))
        {
            session.Events.ArchiveStream(IdOf(order));
            await session.SaveChangesAsync();
        }

        var answer = await office.PostEventAsync(Event("cancelled", order, new { reason = "withdrawn" }, Office));

        (await answer.SlugAsync()).ShouldBe("document-closed");
    }

    [Fact]
    public async Task A_fact_that_is_recorded_elsewhere_spends_no_sequence_number()
    {
        var fact = Event("order-sent", NewOrder(), source: Office);
        await office.PostEventAsync(fact);
        var (before, after) = (NewOrder(), NewOrder());
        await office.PostEventAsync(Event("order-sent", before, source: Office));

        for (var again = 0; again < 10; again++)
        {
            var reused = await office.PostEventAsync(Event("order-sent", NewOrder(), source: Office, id: (string)fact["id"]!));
            (await reused.SlugAsync()).ShouldBe("event-id-reused");
        }

        await office.PostEventAsync(Event("order-sent", after, source: Office));
        (await SequenceOfAsync(after)).ShouldBe(await SequenceOfAsync(before) + 1);
    }

    [Fact]
    public async Task A_document_that_changes_while_it_is_decided_upon_is_read_and_decided_upon_again()
    {
        var append = new AppendFacts(installation.Services.GetRequiredService<NpgsqlDataSource>(),
            [new WritesIntoTheTransaction()], NullLogger<AppendFacts>.Instance);
        var key = new DocumentKey(Mitte, OrderNumber.Parse(NewOrder()));
        var added = new NewFact(new OrderSent(DateTimeOffset.UtcNow), Office, Guid.NewGuid().ToString(), "test");
        List<int> seen = [];

        await append.ExecuteAsync(new AppendRequest([key], [added.Id], []), documents =>
        {
            seen.Add(documents[key.Id].Before.Facts.Length);
            if (seen.Count == 1)
            {
                PostMeanwhile($"{key.Order}");
            }

            documents.Add(documents[key.Id], added);
            return 0;
        });

        seen.ShouldBe([0, 1]);
        await using var session = installation.Store.QuerySession("berlin-mitte");
        (await session.Events.FetchStreamAsync(key.Id)).Count.ShouldBe(2);
        (await session.LoadAsync<Document>(key.Id))!.Facts.Length.ShouldBe(2);
    }

    private void PostMeanwhile(string order) =>
        office.PostEventAsync(Event("cancelled", order, new { reason = "withdrawn" }, Office)).GetAwaiter().GetResult().IsSuccessStatusCode.ShouldBeTrue();

    [Fact]
    public async Task Whoever_handles_a_changed_status_takes_part_in_its_transaction()
    {
        var handler = new WritesIntoTheTransaction();
        var append = new AppendFacts(
            installation.Services.GetRequiredService<NpgsqlDataSource>(), [handler], NullLogger<AppendFacts>.Instance);
        // An authority of its own: other tests listen to those of the sample. As long as nobody listens, nobody is told.
        var authority = AuthorityId.Parse($"quiet-{Guid.NewGuid():n}");
        var key = new DocumentKey(authority, OrderNumber.Parse(NewOrder()));
        await AppendAsync(append, key, new OrderSent(DateTimeOffset.UtcNow.AddDays(-2)));
        await ExecuteAsync($"insert into ausweisstatus.listeners (tenant_id, listener, kind) values ('{authority}', $1::text, 'feed')", key.Order.ToString());

        await AppendAsync(append, key, new OrderConfirmed(DateTimeOffset.UtcNow.AddDays(-1)));
        await AppendAsync(append, key, new ProductionStarted(DateTimeOffset.UtcNow));
        handler.Fails = true;
        await Should.ThrowAsync<InvalidOperationException>(() => AppendAsync(append, key, new ProductionCompleted(DateTimeOffset.UtcNow.AddDays(1))));
        handler.Fails = false;
        // Known already: nothing changes, and nobody is told.
        await AppendAsync(append, key, new ReferenceReissued(DateTimeOffset.UtcNow.AddDays(-1), 1));

        handler.Changes.Select(change => (change.Document, change.Version, change.Before.Stage, change.After.Stage)).ShouldBe(
        [
            (key, 2L, Stage.Ordered, Stage.Ordered),
            (key, 3L, Stage.Ordered, Stage.InProduction),
            (key, 4L, Stage.InProduction, Stage.Produced),
        ]);
        handler.Finished.ShouldBe(2);
        await using var session = installation.Store.QuerySession(authority.ToString());
        (await session.LoadAsync<Document>(key.Id))!.Facts.Length.ShouldBe(4);
    }

    private static Task<int> AppendAsync(AppendFacts append, DocumentKey key, Fact fact)
    {
        var added = new NewFact(fact, Office, Guid.NewGuid().ToString(), "test");
        return append.ExecuteAsync(new AppendRequest([key], [added.Id], []), documents =>
        {
            documents.Add(documents[key.Id], added);
            return 0;
        });
    }

    private async Task ExecuteAsync(string sql, string order)
    {
        await using var database = NpgsqlDataSource.Create(installation.ConnectionString);
        await using var command = database.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = IdOf(order) });
        (await command.ExecuteNonQueryAsync()).ShouldBe(1);
    }

    private async Task<long> SequenceOfAsync(string order)
    {
        await using var session = installation.Store.QuerySession("berlin-mitte");
        return (await session.Events.FetchStreamAsync(IdOf(order))).Single().Sequence;
    }

    private static Guid IdOf(string order) => DocumentId.Of(Mitte, OrderNumber.Parse(order));

    private sealed class WritesIntoTheTransaction : IStatusChangedHandler
    {
        public List<StatusChanged> Changes { get; } = [];

        public bool Fails { get; set; }

        public int Finished { get; private set; }

        public async Task<Func<Task>?> HandleAsync(IReadOnlyList<StatusChanged> changes, NpgsqlTransaction transaction)
        {
            Changes.AddRange(changes);
            await using var command = new NpgsqlCommand("select pg_current_xact_id_if_assigned() is not null", transaction.Connection, transaction);
            (await command.ExecuteScalarAsync()).ShouldBe(true);
            if (Fails)
            {
                throw new InvalidOperationException("The handler failed.");
            }

            return () => Task.FromResult(Finished++);
        }
    }
}
