using Ausweisstatus.EventLog.ReadModels;
using Ausweisstatus.Locations;
using Npgsql;
using Xunit;

namespace Ausweisstatus.Tests.Statistics;

/// <summary>An installation that compares often, waits for gaps for a second only, and whose authority keeps the holidays of Berlin.</summary>
public class StatisticsInstallation(PostgresFixture postgres) : Installation(postgres), IAsyncLifetime
{
    private NpgsqlDataSource? database;

    public NpgsqlDataSource Database => database ??= NpgsqlDataSource.Create(ConnectionString);

    internal IReadModel ReadModel(string name) => Services.GetServices<IReadModel>().Single(one => one.Name == name);

    protected override IEnumerable<string> Settings =>
        [.. base.Settings, "--Statistics:ReconcileEvery=00:00:00.200", "--Statistics:GapPatience=00:00:01"];

    /// <summary>Every row of a query, its columns as text.</summary>
    public async Task<List<string>> RowsAsync(string sql, params object[] values)
    {
        await using var command = Database.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.AddWithValue(value);
        }

        await using var reader = await command.ExecuteReaderAsync();
        List<string> rows = [];
        while (await reader.ReadAsync())
        {
            rows.Add(string.Join(' ', Enumerable.Range(0, reader.FieldCount).Select(column => reader.IsDBNull(column) ? "-" : reader.GetValue(column))));
        }

        return rows;
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Returns when every fact that is recorded now was seen.</summary>
    public Task SeenAllAsync() => Eventually.TrueAsync(
        async () => (await RowsAsync("""
            select 1 from ausweisstatus.mt_streams stream cross join unnest(array['stage-times', 'sender-rhythm']) as model
            left join ausweisstatus.followed_streams seen on seen.read_model = model and seen.tenant_id = stream.tenant_id and seen.document = stream.id
            where stream.version > coalesce(seen.version, 0)
            """)).Count == 0,
        TimeSpan.FromSeconds(40));

    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        var mitte = SampleAuthorities.Read()[0];
        await ImportAuthorities.ReplaceAsync(Store, [mitte with { State = "DE-BE" }], CancellationToken.None);
        await Services.GetRequiredService<AuthorityDirectory>().RefreshAsync(CancellationToken.None);
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        if (database is not null)
        {
            await database.DisposeAsync();
        }

        await DisposeAsync();
        GC.SuppressFinalize(this);
    }
}

/// <summary>Test classes that share it.</summary>
[CollectionDefinition(Name)]
public sealed class SharedStatistics : ICollectionFixture<StatisticsInstallation>
{
    public const string Name = "statistics";
}
