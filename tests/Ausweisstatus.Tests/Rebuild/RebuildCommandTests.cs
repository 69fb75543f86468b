using System.Diagnostics;
using Ausweisstatus.Tests.Intake;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.Rebuild;

/// <summary><c>ausweis rebuild</c> as an operator runs it: a process of its own beside a running host.</summary>
public sealed class RebuildCommandTests(Installation installation, PostgresFixture postgres) : IClassFixture<Installation>
{
    [Fact]
    public async Task It_says_in_a_sentence_what_was_done()
    {
        using var printShop = installation.As("print-shop");
        var order = Events.NewOrder();
        (await printShop.PostEventAsync(Events.Event("order-confirmed", order))).EnsureSuccessStatusCode();
        (await printShop.PostEventAsync(Events.Event("dispatched", order, new { to = "office" }))).EnsureSuccessStatusCode();
        await using (var stored = new StoredDocuments(installation))
        {
            await stored.DamageAsync("delete from ausweisstatus.mt_doc_document");
        }

        var (code, output, error) = await RunAsync(installation.ConnectionString);

        error.ShouldBeEmpty();
        output.ShouldMatch(@"^1 documents from 2 facts in \d+\.\d\d s, 1 differed and were repaired\.\n$");
        code.ShouldBe(0);
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

            var (code, _, error) = await RunAsync(installation.ConnectionString);

            error.ShouldBe("The database holds a fact 'eaten-by-a-goat', which this version does not know.\n");
            code.ShouldBe(1);
            (await stored.RowsAsync()).ShouldBe(before);
        }
        finally
        {
            await stored.DamageAsync("delete from ausweisstatus.mt_events; delete from ausweisstatus.mt_doc_document");
        }
    }

    [Fact]
    public async Task Without_tables_it_says_what_to_do_first() =>
        (await RunAsync(await postgres.NewEmptyDatabaseAsync())).ShouldBe((1, "", "The database has no tables yet. First: ausweis migrate\n"));

    private static async Task<(int Code, string Output, string Error)> RunAsync(string connectionString)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location, "rebuild"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["ConnectionStrings__Ausweisstatus"] = connectionString },
        })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await error);
    }
}
