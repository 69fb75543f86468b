using System.Net;
using System.Net.Http.Json;
using Ausweisstatus.Domain;
using Npgsql;
using Shouldly;
using Xunit;
using static Ausweisstatus.Tests.Intake.Events;

namespace Ausweisstatus.Tests.Status;

/// <summary>Questions that arrive at the same time share a query, and nothing else.</summary>
public sealed class AskedTogetherTests(Installation installation) : IClassFixture<Installation>
{
    private const string OfficeSource = "/authorities/berlin-mitte";

    private readonly HttpClient office = installation.As("office-berlin-mitte");
    private readonly HttpClient citizen = installation.Anonymous();

    [Fact]
    public async Task Of_many_at_once_each_gets_its_own_document_or_none()
    {
        var moments = Enumerable.Range(0, 60).Select(minute => $"2026-10-20T07:{minute:00}:00Z").ToArray();
        var references = await Task.WhenAll(moments.Select(moment => office.ApplyAsync(NewOrder(), appliedAt: moment)));

        // Each twice, among as many codes that lead nowhere and dates of birth that are wrong.
        var answers = await Task.WhenAll(references.Concat(references).Select(async reference =>
        {
            var wrong = citizen.AskAsync(reference, "1991-01-01");
            var unknown = citizen.AskAsync(Citizens.UnknownReference());
            var answer = await citizen.AnswerAsync(reference);
            (await wrong).StatusCode.ShouldBe(HttpStatusCode.NotFound);
            (await unknown).StatusCode.ShouldBe(HttpStatusCode.NotFound);
            return (string)answer["since"]!;
        }));

        answers.ShouldBe(moments.Concat(moments));
    }

    [Fact]
    public async Task Whoever_asks_after_a_fact_was_acknowledged_is_told_it()
    {
        await Parallel.ForAsync(0, 40, new ParallelOptions { MaxDegreeOfParallelism = 20 }, async (_, _) =>
        {
            var order = NewOrder();
            var reference = await office.ApplyAsync(order);
            for (var day = 1; day <= 5; day++)
            {
                // Somebody's question is under way all the time.
                var meanwhile = citizen.AskAsync(reference);
                var time = $"2026-11-0{day}T08:00:00Z";
                await office.SayAsync(OfficeSource, order, day % 2 == 0 ? "arrived-at-office" : "ready-for-pickup", time, new { location = "mitte-osloer" });

                var answers = await Task.WhenAll(citizen.AnswerAsync(reference), citizen.AnswerAsync(reference, "en"));

                answers.ShouldAllBe(answer => (string)answer["lastHeard"]! == time);
                (await meanwhile).StatusCode.ShouldBe(HttpStatusCode.OK);
            }
        });
    }

    [Fact]
    public async Task Who_goes_away_hurts_nobody()
    {
        var reference = await office.ApplyAsync(NewOrder());
        for (var round = 0; round < 10; round++)
        {
            using var gone = new CancellationTokenSource();
            using var leaving = installation.Anonymous();
            var asked = Enumerable.Range(0, 60).Select(_ => (Lost: LeaveAsync(leaving, reference, gone.Token), Stays: citizen.AskAsync(reference))).ToArray();

            // In the middle of it all.
            await Task.WhenAny(asked.Select(both => both.Stays));
            await gone.CancelAsync();

            (await Task.WhenAll(asked.Select(both => both.Stays))).ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.OK);
            await Task.WhenAll(asked.Select(both => both.Lost));
        }
    }

    [Fact]
    public async Task A_document_that_cannot_be_read_fails_its_own_question_and_no_other()
    {
        var (order, sound) = (NewOrder(), await office.ApplyAsync(NewOrder()));
        var broken = await office.ApplyAsync(order);
        await BreakAsync(DocumentId.Of(AuthorityId.Parse("berlin-mitte"), OrderNumber.Parse(order)));

        var asked = await Task.WhenAll(Enumerable.Range(0, 50).Select(async i => (
            Broken: i % 2 == 0, (await citizen.AskAsync(i % 2 == 0 ? broken : sound)).StatusCode)));

        asked.ShouldAllBe(answer => answer.StatusCode == (answer.Broken ? HttpStatusCode.InternalServerError : HttpStatusCode.OK));
    }

    [Fact]
    public async Task A_restart_of_the_database_is_not_noticed_and_an_outage_only_while_it_lasts()
    {
        var reference = await office.ApplyAsync(NewOrder());
        for (var restart = 0; restart < 3; restart++)
        {
            await EndConnectionsAsync();
            (await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => citizen.AskAsync(reference))))
                .ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.OK);
        }

        await using (var server = await ServerAsync())
        {
            await Allow(server, false);
            await EndConnectionsAsync();
            using var outage = await citizen.AskAsync(reference);
            outage.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            await Allow(server, true);
        }

        await Eventually.TrueAsync(async () => (await citizen.AskAsync(reference)).StatusCode == HttpStatusCode.OK, TimeSpan.FromSeconds(10));
    }

    private static async Task LeaveAsync(HttpClient citizen, string reference, CancellationToken gone)
    {
        try
        {
            using var answer = await citizen.PostAsJsonAsync(new Uri("/api/v1/status", UriKind.Relative), new { reference, dateOfBirth = Citizens.Born }, gone);
        }
        catch (OperationCanceledException)
        {
            // That is how one leaves.
        }
    }

    private async Task EndConnectionsAsync()
    {
        await using var server = await ServerAsync();
        await using var end = new NpgsqlCommand("select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and usename = current_user", server);
        end.Parameters.Add(new() { Value = new NpgsqlConnectionStringBuilder(installation.ConnectionString).Database });
        await end.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    private async Task Allow(NpgsqlConnection server, bool connections)
    {
        var name = new NpgsqlConnectionStringBuilder(installation.ConnectionString).Database;
        await using var alter = new NpgsqlCommand($"alter database \"{name}\" with allow_connections {connections}", server);
        await alter.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>The server, by another database than that of the installation.</summary>
    private async Task<NpgsqlConnection> ServerAsync()
    {
        var server = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(installation.ConnectionString) { Database = "postgres", Pooling = false }.ConnectionString);
        await server.OpenAsync(TestContext.Current.CancellationToken);
        return server;
    }

    private async Task BreakAsync(Guid document)
    {
        await using var database = NpgsqlDataSource.Create(installation.ConnectionString);
        await using var command = database.CreateCommand("update ausweisstatus.mt_doc_document set data = '7' where id = $1");
        command.Parameters.Add(new() { Value = document });
        (await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken)).ShouldBe(1);
    }
}
