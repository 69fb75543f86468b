using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using Npgsql;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.Operate;

/// <summary>PostgreSQL lives exactly as long as <c>ausweis run</c>, however that ends.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class OwnerTests(PostgresFixture postgres) : IAsyncDisposable
{
    private readonly TemporaryDirectory directory = new();

    [Fact]
    public async Task Interrupted_it_leaves_nothing_running_and_keeps_the_data()
    {
        using (var first = OwnerProcess.Start(directory.Path))
        {
            var running = await first.ReadyAsync(directory.Path);
            await AskAsync(running.ConnectionString, "CREATE TABLE kept AS SELECT 1 AS one");
            // The directory was open to everybody; whoever can reach the lock can keep the system from starting.
            File.GetUnixFileMode(directory.Path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            File.GetUnixFileMode(Path.Combine(directory.Path, "lock")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
            first.Interrupt();
            await first.EndAsync();
            first.ExitCode.ShouldBe(0);
        }

        Processes.Naming(directory.Path).ShouldBeEmpty();

        using var second = OwnerProcess.Start(directory.Path);
        (await AskAsync((await second.ReadyAsync(directory.Path)).ConnectionString, "SELECT one FROM kept")).ShouldBe(1);
    }

    [Fact]
    public async Task Killed_it_leaves_nothing_running_and_the_next_start_works()
    {
        using (var first = OwnerProcess.Start(directory.Path))
        {
            await first.ReadyAsync(directory.Path);
            first.Kill();
            await first.EndAsync();
        }

        await Eventually.TrueAsync(() => Processes.Naming(directory.Path).Count == 0);

        using var second = OwnerProcess.Start(directory.Path);
        (await AskAsync((await second.ReadyAsync(directory.Path)).ConnectionString, "SELECT 1")).ShouldBe(1);
    }

    [Fact]
    public async Task Started_at_once_after_being_killed_with_its_supervisor_it_takes_over_from_the_orphan()
    {
        int orphan;
        using (var first = OwnerProcess.Start(directory.Path))
        {
            await first.ReadyAsync(directory.Path);
            orphan = Processes.PostmasterIn(directory.Path);
            Processes.Signal("STOP", Processes.SupervisorIn(directory.Path));
            first.Kill();
            Processes.Signal("KILL", Processes.SupervisorIn(directory.Path));
            await first.EndAsync();
        }

        using var second = OwnerProcess.Start(directory.Path);
        (await AskAsync((await second.ReadyAsync(directory.Path)).ConnectionString, "SELECT 1")).ShouldBe(1);
        Processes.PostmasterIn(directory.Path).ShouldNotBe(orphan);
        Processes.Naming(directory.Path).ShouldNotContain(orphan);
    }

    [Fact]
    public async Task A_second_one_in_the_same_directory_says_that_it_is_running()
    {
        using var first = OwnerProcess.Start(directory.Path, environment: "development");
        await first.ReadyAsync(directory.Path);

        using var second = OwnerProcess.Start(directory.Path);
        await second.EndAsync();

        second.ExitCode.ShouldBe(1);
        var error = await second.ErrorAsync();
        error.ShouldContain("already running");
        error.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task In_production_it_wants_a_connection_string()
    {
        using var owner = OwnerProcess.Start(directory.Path, environment: "Production");
        await owner.EndAsync();

        owner.ExitCode.ShouldBe(1);
        (await owner.ErrorAsync()).ShouldContain("ConnectionStrings__Ausweisstatus");
        Directory.GetFileSystemEntries(directory.Path).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("production", null)]
    [InlineData("Production", "Development")]
    public async Task Whatever_is_not_development_makes_up_no_key_and_starts_no_database(string environment, string? dotnetEnvironment)
    {
        using var withDatabase = OwnerProcess.Start(
            directory.Path, environment, connectionString: await postgres.NewDatabaseAsync(), dotnetEnvironment: dotnetEnvironment);
        using var without = OwnerProcess.Start(directory.Path, environment, dotnetEnvironment: dotnetEnvironment);
        await Task.WhenAll(withDatabase.EndAsync(), without.EndAsync());

        (withDatabase.ExitCode, without.ExitCode).ShouldBe((1, 1));
        (await withDatabase.ErrorAsync()).ShouldContain("LookupKeys:1 is not set");
        (await without.ErrorAsync()).ShouldContain("set ConnectionStrings__Ausweisstatus");
        Directory.GetFileSystemEntries(directory.Path).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("localhost:5080")]
    [InlineData("ftp://localhost:5080")]
    [InlineData("http://127.0.0.1:0;nonsense")]
    public async Task What_is_no_address_is_one_line_before_anything_is_made(string urls)
    {
        using var owner = OwnerProcess.Start(directory.Path, urls: urls);
        await owner.EndAsync();

        owner.ExitCode.ShouldBe(1);
        (await owner.ErrorAsync()).Trim().ShouldBe($"ausweis: {urls.Split(';')[^1]} is no address to listen on: give one such as http://localhost:5080 with --urls.");
        Directory.GetFileSystemEntries(directory.Path).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_address_in_use_is_one_line_and_a_configured_database_is_used_as_it_is()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();

        using var owner = OwnerProcess.Start(
            directory.Path, urls: $"http://{other.LocalEndpoint}", connectionString: await postgres.NewDatabaseAsync());
        await owner.EndAsync();

        owner.ExitCode.ShouldBe(1);
        (await owner.ErrorAsync()).Trim().ShouldBe($"ausweis: http://{other.LocalEndpoint} is in use by another program: give another address with --urls.");
        Directory.GetFileSystemEntries(directory.Path).ShouldBeEmpty();
    }

    /// <summary>The server outlives a killed owner by a moment, and writes until its end.</summary>
    public async ValueTask DisposeAsync()
    {
        await Eventually.TrueAsync(() => Processes.Naming(directory.Path).Count == 0);
        directory.Dispose();
    }

    private static async Task<object?> AskAsync(string connectionString, string question)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(question);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }
}
