using System.Text.RegularExpressions;
using Ausweisstatus.Tests.Intake;
using Ausweisstatus.Tests.Operate;
using Ausweisstatus.Tests.Status;
using Npgsql;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.Rebuild;

/// <summary><c>ausweis replay</c> as an operator runs it, as a role that may read and nothing else.</summary>
public sealed partial class ReplayCommandTests(Installation installation, PostgresFixture postgres) : IClassFixture<Installation>, IAsyncLifetime, IDisposable
{
    private const string Same = @"(^|\n)2 documents from 3 facts in \d+\.\d\d s, 0 would be stored differently\.";

    private readonly StoredDocuments stored = new(installation);
    private readonly TemporaryDirectory directory = new();
    private readonly string order = Events.NewOrder();

    public async ValueTask InitializeAsync()
    {
        await stored.DamageAsync("delete from ausweisstatus.mt_events; delete from ausweisstatus.mt_streams; delete from ausweisstatus.mt_doc_document");
        using var office = installation.As("office-berlin-mitte");
        await office.ApplyAsync(order);
        await office.ApplyAsync(Events.NewOrder());
        await office.SayAsync("/authorities/berlin-mitte", order, "ready-for-pickup", "2026-11-21T08:00:00Z", new { location = "mitte-osloer" });
        await using var superuser = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(postgres.Server.SuperuserConnectionString("postgres")) { Pooling = false });
        await using var reader = superuser.CreateCommand("""
            do $$ begin
                if not exists (select from pg_roles where rolname = 'reader_of_replays') then
                    create role reader_of_replays login password 'reader' in role pg_read_all_data;
                end if;
            end $$
            """);
        await reader.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task What_is_stored_and_follows_from_the_facts_differs_nowhere()
    {
        var (code, output, error) = await ReplayAsync();

        error.ShouldBeEmpty();
        output.ShouldMatch($@"{Same}\n$");
        code.ShouldBe(0);
    }

    [Fact]
    public async Task What_would_be_stored_differently_is_counted_and_named_and_stays_as_it_is()
    {
        await stored.DamageAsync("update ausweisstatus.mt_doc_document set stage = 'ordered', overdue_from = null where stage = 'ready-for-pickup'");
        var before = await stored.RowsAsync();

        var (code, output, _) = await ReplayAsync();

        output.ShouldMatch(@"2 documents from 3 facts in \d+\.\d\d s, 1 would be stored differently\.\n  [0-9a-f-]{36}: stage(, overdueFrom)?\n$");
        code.ShouldBe(3);
        (await stored.RowsAsync()).ShouldBe(before);
    }

    [Theory]
    [InlineData(new[] { "--authority", "berlin-mitte" }, 2)]
    [InlineData(new[] { "--authority", "berlin-pankow" }, 0)]
    [InlineData(new[] { "--from", "2020-01-01T00:00:00Z", "--until", "2099-01-01T00:00:00Z" }, 2)]
    [InlineData(new[] { "--from", "2099-01-01T00:00:00Z" }, 0)]
    [InlineData(new[] { "--until", "2020-01-01T00:00:00+01:00" }, 0)]
    public async Task Documents_are_chosen_by_authority_and_by_when_they_were_heard_of(string[] options, int documents)
    {
        var (code, output, _) = await ReplayAsync(options);

        output.ShouldContain($"{documents} documents from {(documents == 0 ? 0 : 3)} facts");
        code.ShouldBe(0);
    }

    [Fact]
    public async Task What_another_build_would_say_differently_is_counted_and_named_over_the_same_facts_for_the_same_day()
    {
        var file = Path.Combine(directory.Path, "answers.txt");
        var (code, output, _) = await ReplayAsync("--write", file, "--language", "de,en");
        (code, output.EndsWith("What they read as was written.\n", StringComparison.Ordinal)).ShouldBe((0, true), output);
        var lines = await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken);
        lines.Length.ShouldBe(4);
        lines[1].ShouldMatch(@"^\d{4}-\d\d-\d\d de en$");
        lines[2..].ShouldAllBe(line => Line().IsMatch(line));

        // What has happened since is nobody's fault.
        using var office = installation.As("office-berlin-mitte");
        await office.SayAsync("/authorities/berlin-mitte", order, "handed-over", "2026-11-22T08:00:00Z");
        await office.ApplyAsync(Events.NewOrder());
        (code, output, _) = await ReplayAsync("--against", file);
        output.ShouldMatch(@"3 documents from 5 facts in \d+\.\d\d s, 0 would be stored differently\.\n0 would read differently, 1 are not in the file\.\n$");
        code.ShouldBe(0);

        // As another build would have written it.
        await File.WriteAllLinesAsync(file, [.. lines[..3], lines[3][..^1] + (lines[3][^1] == '0' ? '1' : '0')], TestContext.Current.CancellationToken);
        (code, output, _) = await ReplayAsync("--against", file);
        output.ShouldMatch($@"\n1 would read differently, 1 are not in the file\.\n  {lines[3].Split(' ')[0]}: answer\n$");
        code.ShouldBe(3);

        // And on the day after its application the document that is still to be made was not overdue.
        await File.WriteAllLinesAsync(file, [lines[0], "2026-10-21 de en", .. lines[2..]], TestContext.Current.CancellationToken);
        (_, output, _) = await ReplayAsync("--against", file);
        output.ShouldContain("1 would read differently");
    }

    [Theory]
    [InlineData(new[] { "--write", "a", "--against", "b" }, 2, "One of --write and --against at a time.")]
    [InlineData(new[] { "--from", "yesterday" }, 2, "--from is a time such as")]
    [InlineData(new[] { "--against", "/nowhere/at-all" }, 1, "/nowhere/at-all")]
    [InlineData(new[] { "--against", "/etc/passwd" }, 1, "was not written by: ausweis replay --write")]
    [InlineData(new[] { "--write", "/tmp/never-written", "--language", "tlh" }, 1, "This build does not speak 'tlh'.")]
    public async Task What_cannot_be_is_explained(string[] options, int expected, string reason)
    {
        var (code, _, error) = await ReplayAsync(options);

        error.ShouldContain(reason);
        error.ShouldNotContain("   at ");
        code.ShouldBe(expected);
    }

    public async ValueTask DisposeAsync() => await stored.DisposeAsync();

    public void Dispose() => directory.Dispose();

    private async Task<(int Code, string Output, string Error)> ReplayAsync(params string[] options)
    {
        var reader = new NpgsqlConnectionStringBuilder(installation.ConnectionString) { Username = "reader_of_replays", Password = "reader" };
        return await Verbs.RunAsync(reader.ConnectionString, ["replay", .. options]);
    }

    [GeneratedRegex("^[0-9a-f-]{36} [12] [0-9a-f]{16}$")]
    private static partial Regex Line();
}
