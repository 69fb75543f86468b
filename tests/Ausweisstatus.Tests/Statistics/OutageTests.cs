using Ausweisstatus.Tests.Intake;
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

    /// <summary>What an outage is logged with is not for this test.</summary>
    public sealed class Quiet(PostgresFixture postgres) : StatisticsInstallation(postgres)
    {
        protected override IEnumerable<string> Settings => [.. base.Settings, "--Logging:Console:LogLevel:Default=None"];
    }
}
