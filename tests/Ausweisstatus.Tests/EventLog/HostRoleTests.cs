using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using Ausweisstatus.Drills.Ground;
using Ausweisstatus.EventLog.Schema;
using Ausweisstatus.Operate;
using Ausweisstatus.Tests.Intake;
using Ausweisstatus.Tests.Status;
using Npgsql;
using Shouldly;
using Xunit;
using static Ausweisstatus.Tests.Intake.Events;

namespace Ausweisstatus.Tests.EventLog;

/// <summary>A host whose role does not own the database does its work, and can do nothing else.</summary>
public sealed class HostRoleTests(HostRoleTests.Restricted installation) : IClassFixture<HostRoleTests.Restricted>
{
    private const string Office = "/authorities/berlin-mitte";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_registers_records_refuses_finds_and_tells()
    {
        var order = NewOrder();
        using var office = installation.As("office-berlin-mitte");
        using var printShop = installation.As("print-shop");
        using var citizen = installation.As(null);
        var reference = await office.ApplyAsync(order);
        await using var watched = await WatchedStream.OfAsync(citizen, reference);
        (await watched.StageAsync()).ShouldBe("received");

        var started = Event("production-started", order);
        (await printShop.PostEventAsync(started)).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await watched.StageAsync()).ShouldBe("in-production");
        (await printShop.PostEventAsync(started)).StatusCode.ShouldBe(HttpStatusCode.OK);
        for (var again = 0; again < 2; again++)
        {
            (await printShop.PostEventAsync(Event("handed-over", order, id: "not-yours"))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        }

        ((int)(await (await printShop.PostBatchAsync(Event("production-completed", order), Event("dispatched", order, new { to = "office" }))).JsonAsync())["accepted"]!).ShouldBe(2);
        (await office.PostEventAsync(Event("reference-reissued", order, new { generation = 2 }, Office))).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await printShop.PostEventAsync(Event("fact-retracted", order, new { id = (string)started["id"]!, reason = "did-not-happen" }))).StatusCode.ShouldBe(HttpStatusCode.Created);

        (await citizen.AskAsync(reference)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await citizen.GetAsync(new Uri("/health/ready", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await CountAsync("select sum(times) from ausweisstatus.refused_facts where problem = 'fact-not-allowed'")).ShouldBe(2);
    }

    [Theory]
    [InlineData("update ausweisstatus.mt_events set data = '{}'")]
    [InlineData("update ausweisstatus.mt_events set is_archived = true")]
    [InlineData("delete from ausweisstatus.mt_events")]
    [InlineData("truncate ausweisstatus.mt_events")]
    [InlineData("update ausweisstatus.processing_times set cases = cases + 1")]
    [InlineData("delete from ausweisstatus.processing_weeks")]
    [InlineData("delete from ausweisstatus.mt_streams")]
    [InlineData("update ausweisstatus.mt_streams set is_archived = true")]
    [InlineData("select ausweisstatus.mt_archive_stream(gen_random_uuid(), 'berlin-mitte')")]
    [InlineData("delete from ausweisstatus.mt_doc_document")]
    [InlineData("insert into ausweisstatus.mt_doc_client (id, data) values ('thief', '{}')")]
    [InlineData("update ausweisstatus.mt_doc_authority set data = data")]
    [InlineData("delete from ausweisstatus.migrations")]
    [InlineData("update ausweisstatus.staff_audit set who = 'nobody'")]
    [InlineData("delete from ausweisstatus.staff_audit")]
    [InlineData("update ausweisstatus.expected_times set times = '{}'")]
    [InlineData("delete from ausweisstatus.expected_times")]
    [InlineData("update ausweisstatus.ranges_due set held = due")]
    [InlineData("delete from ausweisstatus.ranges_due")]
    [InlineData("insert into ausweisstatus.expected_times (scope, day, made_at, times) values ('place', '2020-01-01', '2020-01-01', '{}')")]
    [InlineData("insert into ausweisstatus.staff_audit (at, who, role, what) values ('2020-01-01', 'nobody', 'support', 'read')")]
    [InlineData("insert into ausweisstatus.staff_audit (id, who, role, what) overriding system value values (1, 'nobody', 'support', 'read')")]
    [InlineData("alter table ausweisstatus.staff_audit disable trigger all")]
    [InlineData("drop table ausweisstatus.mt_events")]
    [InlineData("alter table ausweisstatus.mt_events disable trigger all")]
    [InlineData("alter sequence ausweisstatus.mt_events_sequence restart")]
    [InlineData("select setval('ausweisstatus.mt_events_sequence', 1)")]
    [InlineData("create table ausweisstatus.mine (id int)")]
    [InlineData("create table public.mine (id int)")]
    [InlineData("create schema mine")]
    [InlineData("create or replace function ausweisstatus.mt_archive_stream(streamid uuid, tenantid varchar) returns void language sql as ''")]
    [InlineData("create trigger mine before insert on ausweisstatus.mt_events execute function suppress_redundant_updates_trigger()")]
    [InlineData("set session_replication_role = replica")]
    [InlineData("set role ausweisstatus_owner")]
    public async Task It_may_not(string sql)
    {
        var refusal = await Should.ThrowAsync<PostgresException>(() => ExecuteAsync(installation.Host, sql));

        refusal.SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
    }

    [Fact]
    public async Task It_adds_to_the_audit_log_and_reads_it() => await ExecuteAsync(
        installation.Host, "insert into ausweisstatus.staff_audit (who, role, what) values ('somebody', 'support', 'search'); select * from ausweisstatus.staff_audit");

    [Fact]
    public async Task What_later_migrations_make_is_granted_to_the_role_that_was_named_once()
    {
        await ExecuteAsync(installation.Owner, "create unlogged table ausweisstatus.later (id serial primary key)");
        await Should.ThrowAsync<PostgresException>(() => ExecuteAsync(installation.Host, "insert into ausweisstatus.later default values"));

        (await Migrations.ApplyAsync(installation.Owner, Cancellation)).ShouldBeEmpty();

        await ExecuteAsync(installation.Host, "insert into ausweisstatus.later default values; update ausweisstatus.later set id = 7; delete from ausweisstatus.later");
    }

    [Fact]
    public async Task A_host_that_may_not_migrate_does_not_try_and_says_who_has_to()
    {
        await using var behind = await DrillInstallation.MakeAsync(installation.Server, Cancellation);
        const string Forget = "delete from ausweisstatus.migrations where scriptname = '0003_room_for_updates.sql'";
        await ExecuteAsync(behind.Owner, Forget);

        (await Should.ThrowAsync<StartException>(() => BeginAsync(behind.Host))).Message.ShouldContain("As its owner: ausweis migrate");
        await BeginAsync(behind.Owner);
        await BeginAsync(behind.Host);
    }

    [Fact]
    public async Task A_host_in_an_empty_database_says_the_same()
    {
        var name = new NpgsqlConnectionStringBuilder(await installation.Postgres.NewEmptyDatabaseAsync()).Database;

        (await Should.ThrowAsync<StartException>(() => BeginAsync(new NpgsqlConnectionStringBuilder(installation.Host) { Database = name }.ConnectionString)))
            .Message.ShouldContain("As its owner: ausweis migrate");
    }

    [Theory]
    [InlineData("nobody-here", "There is no role nobody-here.")]
    [InlineData("ausweisstatus_owner", "can do all that the owner")]
    [InlineData("ausweisstatus", "can do all that the owner")]
    public async Task A_role_that_cannot_be_a_hosts_is_refused(string role, string reason) =>
        (await Should.ThrowAsync<MigrationException>(() => Migrations.ApplyAsync(installation.Owner, role, Cancellation))).Message.ShouldContain(reason);

    [Fact]
    public async Task Verbs_work_as_the_owner_and_say_so_where_they_are_given_the_host()
    {
        var (code, output) = await VerbAsync(installation.Host, null, "clients", "remove", "support");
        (code, output).ShouldBe((1, "The role of the connection string may not do that. Give that of the database's owner in ConnectionStrings__AusweisstatusOwner."));

        (code, output) = await VerbAsync(installation.Host, installation.Owner, "clients", "remove", "support");
        (code, output).ShouldBe((0, "Client support is removed."));
    }

    private static Task BeginAsync(string connectionString) => EnsureMigrated.RunAsync(connectionString, Cancellation);

    private static async Task<(int Code, string Output)> VerbAsync(string connectionString, string? owner, params string[] words)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location, .. words]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["ConnectionStrings__Ausweisstatus"] = connectionString;
        start.Environment["ConnectionStrings__AusweisstatusOwner"] = owner;
        using var process = Process.Start(start)!;
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(Cancellation), process.StandardError.ReadToEndAsync(Cancellation));
        await process.WaitForExitAsync(Cancellation);
        return (process.ExitCode, string.Concat(said).Trim());
    }

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var database = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false });
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    private async Task<long> CountAsync(string sql)
    {
        await using var database = NpgsqlDataSource.Create(installation.Owner);
        await using var command = database.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync(Cancellation))!;
    }

    /// <summary>The product in Production, in this process, as the role that hosts have.</summary>
    public sealed class Restricted(PostgresFixture postgres) : IAsyncLifetime
    {
        private DrillInstallation installation = null!;
        private WebApplication app = null!;

        public PostgresFixture Postgres => postgres;

        public Embedded.EmbeddedPostgres Server => postgres.Server;

        public string Owner => installation.Owner;

        public string Host => installation.Host;

        public async ValueTask InitializeAsync()
        {
            installation = await DrillInstallation.MakeAsync(postgres.Server, CancellationToken.None);
            app = Ausweisstatus.Host.Build(
            [
                "--urls=http://127.0.0.1:0",
                "--environment=Production",
                $"--contentRoot={AppContext.BaseDirectory}",
                $"--ConnectionStrings:Ausweisstatus={Host}",
                $"--Ausweisstatus:LookupKeys:1={installation.LookupKey}",
                "--Logging:LogLevel:Default=Warning",
            ]);
            await app.StartAsync();
        }

        /// <param name="client">Null for a citizen.</param>
        public HttpClient As(string? client)
        {
            var http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
            http.DefaultRequestHeaders.Authorization = client is null ? null : new AuthenticationHeaderValue("Bearer", installation.TokenOf(client));
            return http;
        }

        public async ValueTask DisposeAsync()
        {
            await app.StopAsync();
            await app.DisposeAsync();
            await installation.DisposeAsync();
        }
    }
}
