using System.Collections.Concurrent;
using Ausweisstatus.Tests.Intake;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Npgsql;
using Shouldly;
using Xunit;
using static Ausweisstatus.Tests.Intake.Events;

namespace Ausweisstatus.Tests.Statistics;

/// <summary>The database goes away and comes back.</summary>
public sealed class OutageTests(OutageTests.Quiet installation, PostgresFixture postgres) : IClassFixture<OutageTests.Quiet>
{
    [Fact]
    public async Task After_every_connection_was_cut_for_a_while_what_was_told_since_is_seen()
    {
        using var printShop = installation.As("print-shop");
        await printShop.PostEventAsync(Event("production-started", NewOrder()));
        await installation.SeenAllAsync();

        var name = new NpgsqlConnectionStringBuilder(installation.ConnectionString).Database;
        await using var superuser = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(postgres.Server.SuperuserConnectionString("postgres")) { Pooling = false });
        await ExecuteAsync($"alter database {name} allow_connections false");
        for (var moment = 0; moment < 20; moment++)
        {
            await ExecuteAsync($"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'");
            await Task.Delay(TimeSpan.FromMilliseconds(100));
        }

        await ExecuteAsync($"alter database {name} allow_connections true");
        installation.Database.Clear();
        var order = NewOrder();
        await Eventually.TrueAsync(async () => (await printShop.PostEventAsync(Event("production-started", order))).IsSuccessStatusCode);

        await installation.SeenAllAsync();
        (await installation.RowsAsync(SenderRhythmTests.Counted)).ShouldBe(await installation.RowsAsync(SenderRhythmTests.ToCount));

        async Task ExecuteAsync(string sql)
        {
            await using var command = superuser.CreateCommand(sql);
            await command.ExecuteNonQueryAsync();
        }
    }

    [Fact]
    public async Task A_read_model_that_failed_is_started_again_and_goes_on_as_soon_as_it_can()
    {
        using var printShop = installation.As("print-shop");
        await installation.SeenAllAsync();
        using var paused = new Paused();
        using var watching = installation.Store.Storage.Database.Tracker.Subscribe(paused);
        await installation.ExecuteAsync("alter table ausweisstatus.followed_streams rename to out_of_reach");
        await printShop.PostEventAsync(Event("production-started", NewOrder()));
        await paused.Both.WaitAsync(TimeSpan.FromSeconds(40), TestContext.Current.CancellationToken);

        await installation.ExecuteAsync("alter table ausweisstatus.out_of_reach rename to followed_streams");

        await installation.SeenAllAsync();
    }

    /// <summary>Waits until the daemon has paused both read models.</summary>
    private sealed class Paused : IObserver<ShardState>, IDisposable
    {
        private readonly TaskCompletionSource both = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly ConcurrentDictionary<string, bool> seen = [];

        public Task Both => both.Task;

        public void OnNext(ShardState value)
        {
            if (value.Action == ShardAction.Paused && seen.TryAdd(value.ShardName, true) && seen.Count == 2)
            {
                both.TrySetResult();
            }
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }

        public void Dispose() => both.TrySetCanceled();
    }

    /// <summary>What an outage is logged with is not for this test.</summary>
    public sealed class Quiet(PostgresFixture postgres) : StatisticsInstallation(postgres)
    {
        protected override IEnumerable<string> Settings => [.. base.Settings, "--Logging:Console:LogLevel:Default=None"];
    }
}
