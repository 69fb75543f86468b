using Ausweisstatus.Domain;
using Ausweisstatus.Tests.Intake;
using Ausweisstatus.Tests.Operate;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.Rebuild;

/// <summary><c>ausweis rebuild</c> as an operator runs it, beside a running host.</summary>
public sealed class RebuildCommandTests(RebuildCommandTests.WithoutWorkers installation, PostgresFixture postgres) : IClassFixture<RebuildCommandTests.WithoutWorkers>
{
    [Fact]
    public async Task It_says_in_a_sentence_what_was_done()
    {
        await EmptyAsync();
        using var printShop = installation.As("print-shop");
        var order = Events.NewOrder();
        (await printShop.PostEventAsync(Events.Event("order-confirmed", order))).EnsureSuccessStatusCode();
        (await printShop.PostEventAsync(Events.Event("dispatched", order, new { to = "office" }))).EnsureSuccessStatusCode();
        await using (var stored = new StoredDocuments(installation))
        {
            await stored.DamageAsync("delete from ausweisstatus.mt_doc_document");
        }

        var (code, output, error) = await Verbs.RunAsync(installation.ConnectionString, "rebuild");

        error.ShouldBeEmpty();
        output.ShouldMatch(@"(^|\n)1 documents from 2 facts in \d+\.\d\d s, 1 differed and were repaired\.\n$");
        code.ShouldBe(0);
    }

    [Fact]
    public async Task A_preview_names_what_differs_and_one_that_was_cancelled_is_gone_on_with()
    {
        await using var stored = new StoredDocuments(installation);
        using var printShop = installation.As("print-shop");
        var order = Events.NewOrder();
        (await printShop.PostEventAsync(Events.Event("order-confirmed", order))).EnsureSuccessStatusCode();
        var id = DocumentId.Of(AuthorityId.Parse("berlin-mitte"), OrderNumber.Parse(order));
        await stored.DamageAsync($"update ausweisstatus.mt_doc_document set stage = 'lost', last_heard = null where id = '{id}'");
        var damaged = await stored.RowsAsync();

        var (code, output, _) = await Verbs.RunAsync(installation.ConnectionString, "rebuild", "documents", "--preview", "--authority", "berlin-mitte", "--document", $"{id}");

        output.ShouldMatch($@"(^|\n)1 documents from 1 facts in \d+\.\d\d s, 1 differ\. Nothing was written\.\n  {id}: stage, lastHeard\n$");
        code.ShouldBe(0);
        (await stored.RowsAsync()).ShouldBe(damaged);

        // As if it had been cancelled before it began, and after somebody asked for more.
        await stored.DamageAsync("update ausweisstatus.rebuilds set state = 'cancelled', is_preview = false, facts = 0, documents = 0, differing = 0, after_document = null where documents_named is not null");
        (code, output, _) = await Verbs.RunAsync(installation.ConnectionString, "rebuild", "--resume");
        output.ShouldMatch(@"(^|\n)1 documents from 1 facts in \d+\.\d\d s, 1 differed and were repaired\.\n$");
        code.ShouldBe(0);
        (await stored.RowsAsync()).ShouldNotBe(damaged);
        (code, _, var error) = await Verbs.RunAsync(installation.ConnectionString, "rebuild", "stage-times", "--resume");
        (code, error).ShouldBe((1, "There is none to go on with, or another one is under way.\n"));
    }

    [Fact]
    public async Task One_that_somebody_works_on_is_left_to_them_and_one_that_they_left_is_worked_off_first()
    {
        await using var stored = new StoredDocuments(installation);
        await stored.DamageAsync("""
            insert into ausweisstatus.rebuilds (id, projection, is_preview, started_by, state, facts_in_all, worker, heartbeat, began_at)
            values (gen_random_uuid(), 'documents', true, 'somebody', 'running', 1, gen_random_uuid(), now() + interval '1 hour', now())
            """);

        var (code, _, error) = await Verbs.RunAsync(installation.ConnectionString, "rebuild");
        (code, error).ShouldBe((1, "A rebuild of this is under way. Look at it, or cancel it, at /staff/rebuilds.\n"));

        await stored.DamageAsync("update ausweisstatus.rebuilds set heartbeat = now() - interval '1 minute' where started_by = 'somebody'");
        (code, var output, _) = await Verbs.RunAsync(installation.ConnectionString, "rebuild");
        code.ShouldBe(0);
        output.ShouldEndWith("differed and were repaired.\n");
    }

    [Fact]
    public async Task A_fact_that_nobody_knows_stops_it_and_changes_nothing()
    {
        await using var stored = new StoredDocuments(installation);
        using var printShop = installation.As("print-shop");
        (await printShop.PostEventAsync(Events.Event("order-confirmed", Events.NewOrder()))).EnsureSuccessStatusCode();
        await stored.DamageAsync("update ausweisstatus.mt_events set type = 'eaten-by-a-goat'");
        try
        {
            var before = await stored.RowsAsync();

            var (code, _, error) = await Verbs.RunAsync(installation.ConnectionString, "rebuild");

            error.ShouldBe("The database holds a fact 'eaten-by-a-goat', which this version does not know.\n");
            code.ShouldBe(1);
            (await stored.RowsAsync()).ShouldBe(before);
        }
        finally
        {
            await EmptyAsync();
        }
    }

    [Fact]
    public async Task Without_tables_it_says_what_to_do_first() =>
        (await Verbs.RunProcessAsync(await postgres.NewEmptyDatabaseAsync(), "rebuild")).ShouldBe((1, "", "The database has no tables yet. First: ausweis migrate\n"));

    /// <summary>A rebuild of everything counts what other tests left, too.</summary>
    private async Task EmptyAsync()
    {
        await using var stored = new StoredDocuments(installation);
        await stored.DamageAsync("delete from ausweisstatus.mt_events; delete from ausweisstatus.mt_doc_document");
    }

    /// <summary>Nobody but the command works on rebuilds.</summary>
    public sealed class WithoutWorkers(PostgresFixture postgres) : Installation(postgres)
    {
        protected override IEnumerable<string> Settings => [.. base.Settings, "--Role=Web"];
    }
}
