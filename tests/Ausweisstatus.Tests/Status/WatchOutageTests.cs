using System.Collections.Concurrent;
using Ausweisstatus.Status.Watching;
using Ausweisstatus.Tests.Intake;
using Microsoft.Extensions.Logging;
using Npgsql;
using Shouldly;
using Xunit;
using static Ausweisstatus.Tests.Intake.Events;

namespace Ausweisstatus.Tests.Status;

/// <summary>Who watches stays, whatever becomes of the database meanwhile.</summary>
public sealed class WatchOutageTests(Installation installation) : IClassFixture<Installation>
{
    private const string OfficeSource = "/authorities/berlin-mitte";

    private readonly ConcurrentQueue<string> log = new();

    [Fact]
    public async Task A_restart_of_the_database_and_an_outage_are_sat_out()
    {
        using var logging = new PollerLogging(log);
        installation.Services.GetRequiredService<ILoggerFactory>().AddProvider(logging);
        using var office = installation.As("office-berlin-mitte");
        using var citizen = installation.Anonymous();
        var order = NewOrder();
        await using var watched = await WatchedStream.OfAsync(citizen, await office.ApplyAsync(order));
        (await watched.StageAsync()).ShouldBe("received");

        await ExecuteAsync(EndConnections);
        await Eventually.TrueAsync(() => IsSaidAsync(office, order, "order-sent", "2026-10-21T08:00:00Z"));
        (await watched.StageAsync()).ShouldBe("ordered");

        await ExecuteAsync($"alter database \"{Database}\" with allow_connections false");
        await ExecuteAsync(EndConnections);
        await Eventually.TrueAsync(() => !log.IsEmpty);
        (await IsSaidAsync(office, order, "order-confirmed", "2026-10-22T08:00:00Z")).ShouldBeFalse();
        await ExecuteAsync($"alter database \"{Database}\" with allow_connections true");
        await Eventually.TrueAsync(() => IsSaidAsync(office, order, "ready-for-pickup", "2026-11-10T08:00:00Z"));
        (await watched.StageAsync()).ShouldBe("ready-for-pickup");
        log.ShouldHaveSingleItem();
    }

    private string Database => new NpgsqlConnectionStringBuilder(installation.ConnectionString).Database!;

    private string EndConnections => $"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{Database}' and usename = current_user";

    private static async Task<bool> IsSaidAsync(HttpClient office, string order, string fact, string time)
    {
        using var said = await office.PostEventAsync(Event(fact, order, new { location = "mitte-osloer" }, OfficeSource, $"{order}/{fact}", time));
        return said.IsSuccessStatusCode;
    }

    /// <summary>What the one says who looks for changes.</summary>
    private sealed class PollerLogging(ConcurrentQueue<string> lines) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) =>
            categoryName == typeof(PollWatched).FullName ? this : Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;
        public void Dispose() { }
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;
        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue(formatter(state, exception));
    }

    /// <summary>By another database than that of the installation.</summary>
    private async Task ExecuteAsync(string sql)
    {
        await using var server = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(installation.ConnectionString) { Database = "postgres", Pooling = false }.ConnectionString);
        await server.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, server);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
