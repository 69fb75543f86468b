using Ausweisstatus.Operate;
using Ausweisstatus.Storage;
using Microsoft.Extensions.Logging;
using Npgsql;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.Operate;

/// <summary>What is wrong with a database is mended by the connection itself, or said at the start.</summary>
public sealed class ProductionWarningsTests(PostgresFixture postgres)
{
    [Fact]
    public async Task A_commit_is_durable_whatever_database_and_role_are_set_to()
    {
        var connectionString = await postgres.NewDatabaseAsync();
        var database = new NpgsqlConnectionStringBuilder(connectionString).Database;
        await ExecuteAsync(connectionString, $"alter database {database} set synchronous_commit = off");
        await ExecuteAsync(connectionString, $"alter role current_user in database {database} set synchronous_commit = off");

        (await ShowAsync(NpgsqlDataSource.Create(connectionString))).ShouldBe("off", "or the test shows nothing");
        (await ShowAsync(StorageSetup.DataSource(connectionString))).ShouldBe("on");
        (await ShowAsync(StorageSetup.DataSource($"{connectionString};Options='-c synchronous_commit=off'"))).ShouldBe("on");
    }

    [Fact]
    public async Task Settings_that_lose_facts_and_clients_of_development_are_said_and_nothing_else()
    {
        var connectionString = await postgres.NewDatabaseAsync();
        (await LogAsync(connectionString)).ShouldBeEmpty();

        // The server of the tests has these settings as they should be, for everybody; here it is told otherwise in this database alone.
        await ExecuteAsync(connectionString, $"""
            create schema shadow;
            create view shadow.pg_settings as select name, case name when 'fsync' then 'off' else setting end as setting from pg_catalog.pg_settings;
            alter database {new NpgsqlConnectionStringBuilder(connectionString).Database} set search_path = shadow, pg_catalog;
            insert into ausweisstatus.mt_doc_client (id, data) values ('courier', jsonb_build_object('id', 'courier', 'role', 'courier', 'development', true));
            """);

        var lines = await LogAsync($"{connectionString};Application Name=again");
        lines.Count.ShouldBe(2);
        lines[0].ShouldStartWith("Critical: PostgreSQL runs with fsync = off:");
        lines[1].ShouldStartWith("Warning: Clients of Development are registered here and are refused: courier.");
    }

    private static async Task<List<string>> LogAsync(string connectionString)
    {
        using var log = new Lines();
        using var logging = LoggerFactory.Create(builder => builder.AddProvider(log));
        await using var database = StorageSetup.DataSource(connectionString);
        await ProductionWarnings.LogAsync(database, logging.CreateLogger("test"), TestContext.Current.CancellationToken);
        return log.All;
    }

    private static async Task<string?> ShowAsync(NpgsqlDataSource database)
    {
        await using var own = database;
        await using var show = database.CreateCommand("show synchronous_commit");
        return (string?)await show.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var database = NpgsqlDataSource.Create(connectionString);
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    private sealed class Lines : ILoggerProvider, ILogger
    {
        public List<string> All { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            All.Add($"{logLevel}: {formatter(state, exception)}");

        public void Dispose()
        {
        }
    }
}
