using System.Runtime.Versioning;
using Ausweisstatus.Embedded;
using Npgsql;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.Operate;

/// <summary>What the private PostgreSQL promises to the process that owns it.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class EmbeddedPostgresTests : IAsyncLifetime
{
    private readonly TemporaryDirectory directory = new();
    private EmbeddedPostgres postgres = null!;

    public async ValueTask InitializeAsync() => postgres = await StartAsync();

    [Fact]
    public async Task What_it_acknowledges_is_durable()
    {
        foreach (var setting in new[] { "fsync", "full_page_writes", "synchronous_commit", "data_checksums" })
        {
            (await AskAsync($"SHOW {setting}")).ShouldBe("on", setting);
        }
    }

    [Fact]
    public async Task It_listens_on_this_machine_only_and_asks_for_the_password()
    {
        (await AskAsync("SHOW listen_addresses")).ShouldBe("127.0.0.1");
        (await AskAsync("SHOW unix_socket_directories", postgres.SuperuserConnectionString("postgres"))).ShouldBe("");

        var guess = new NpgsqlConnectionStringBuilder(postgres.ConnectionString) { Password = "guess" }.ConnectionString;
        (await Should.ThrowAsync<PostgresException>(() => AskAsync("SELECT 1", guess))).SqlState.ShouldBe(PostgresErrorCodes.InvalidPassword);
    }

    [Fact]
    public void Its_secrets_are_readable_by_the_owner_alone()
    {
        foreach (var file in new[] { "postgres-password", "running.json", "lock" })
        {
            File.GetUnixFileMode(Path.Combine(directory.Path, file)).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite, file);
        }
    }

    [Fact]
    public async Task Who_connects_owns_the_database_and_is_no_superuser()
    {
        (await AskAsync("SELECT rolsuper OR rolcreaterole OR rolreplication OR rolbypassrls FROM pg_roles WHERE rolname = current_user")).ShouldBe(false);
        (await AskAsync("SELECT pg_get_userbyid(datdba) = current_user FROM pg_database WHERE datname = current_database()")).ShouldBe(true);

        (await Should.ThrowAsync<PostgresException>(() => AskAsync("COPY (SELECT 1) TO PROGRAM 'cat'"))).SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
        (await Should.ThrowAsync<PostgresException>(() => AskAsync("SELECT pg_read_file('postgresql.conf')"))).SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
    }

    [Fact]
    public async Task What_an_earlier_version_made_as_superuser_belongs_to_the_owner_afterwards()
    {
        await AskAsync("""
            CREATE SCHEMA old; CREATE TABLE old."Facts" (id serial PRIMARY KEY, said text);
            CREATE FUNCTION old.double(n int) RETURNS int LANGUAGE sql AS 'select n * 2'; CREATE SEQUENCE old.alone;
            ALTER DATABASE ausweisstatus OWNER TO CURRENT_USER
            """, postgres.SuperuserConnectionString("ausweisstatus"));
        await postgres.DisposeAsync();

        postgres = await StartAsync();

        await AskAsync("""
            ALTER TABLE old."Facts" ADD COLUMN at timestamptz; INSERT INTO old."Facts" (said) VALUES ('x'); DROP FUNCTION old.double;
            DROP SEQUENCE old.alone; CREATE SCHEMA further
            """);
    }

    [Fact]
    public async Task Data_in_a_directory_that_becomes_private_stay()
    {
        await AskAsync("CREATE TABLE kept AS SELECT 'yes' AS answer");
        await postgres.DisposeAsync();
        File.SetUnixFileMode(directory.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        postgres = await StartAsync();

        (await AskAsync("SELECT answer FROM kept")).ShouldBe("yes");
        Processes.PostmasterIn(directory.Path).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Killed_it_comes_back_on_the_same_port_with_what_it_acknowledged()
    {
        await AskAsync("CREATE TABLE acknowledged AS SELECT 'yes' AS answer");
        var killed = Processes.PostmasterIn(directory.Path);

        Processes.Signal("KILL", killed);

        await Eventually.TrueAsync(async () => await AnswersAsync() && Processes.PostmasterIn(directory.Path) != killed);
        (await AskAsync("SELECT answer FROM acknowledged")).ShouldBe("yes");
    }

    [Fact]
    public async Task With_its_supervisor_killed_it_comes_back_too()
    {
        var left = Processes.PostmasterIn(directory.Path);

        Processes.Signal("KILL", Processes.SupervisorIn(directory.Path));

        await Eventually.TrueAsync(async () => await AnswersAsync() && Processes.PostmasterIn(directory.Path) != left);
    }

    [Fact]
    public async Task A_second_one_in_the_same_directory_is_refused()
    {
        var refusal = await Should.ThrowAsync<AlreadyRunningException>(StartAsync);

        refusal.Message.ShouldContain($"a test (process {Environment.ProcessId})");
    }

    [Fact]
    public async Task Others_find_it_while_it_runs_and_not_afterwards()
    {
        (await RunningPostgres.FindAsync(directory.Path, TestContext.Current.CancellationToken))
            .ShouldNotBeNull().ConnectionString.ShouldBe(postgres.ConnectionString);

        await postgres.DisposeAsync();

        (await RunningPostgres.FindAsync(directory.Path, TestContext.Current.CancellationToken)).ShouldBeNull();
        Processes.Naming(directory.Path).ShouldBeEmpty();
    }

    [Fact]
    public async Task Data_of_another_major_version_are_not_touched()
    {
        await postgres.DisposeAsync();
        await File.WriteAllTextAsync(Path.Combine(directory.Path, "postgres", "data", "PG_VERSION"), "9\n", TestContext.Current.CancellationToken);

        var refusal = await Should.ThrowAsync<EmbeddedPostgresException>(StartAsync);

        refusal.Message.ShouldContain("made by PostgreSQL 9");
    }

    [Fact]
    public async Task What_an_error_quotes_does_not_reach_the_log()
    {
        const string Secret = "1990-05-17-quoted";
        await Should.ThrowAsync<PostgresException>(() => AskAsync($"SELECT '{Secret}'::int"));

        (await File.ReadAllTextAsync(Path.Combine(directory.Path, "postgres", "postgres.log"), TestContext.Current.CancellationToken))
            .ShouldNotContain(Secret);
    }

    public async ValueTask DisposeAsync()
    {
        await postgres.DisposeAsync();
        directory.Dispose();
    }

    private Task<EmbeddedPostgres> StartAsync() => EmbeddedPostgres.StartAsync(
        new EmbeddedPostgresOptions { Directory = directory.Path, Purpose = "a test", Log = _ => { } }, TestContext.Current.CancellationToken);

    private async Task<bool> AnswersAsync()
    {
        try
        {
            return await AskAsync("SELECT 1") is 1;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private async Task<object?> AskAsync(string question, string? connectionString = null)
    {
        await using var connection = new NpgsqlConnection((connectionString ?? postgres.ConnectionString) + ";Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(question, connection);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }
}
