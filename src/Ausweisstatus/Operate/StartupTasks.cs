using Ausweisstatus.EventLog.Schema;
using Ausweisstatus.Locations;
using Ausweisstatus.Status;
using Ausweisstatus.Storage;
using Npgsql;

namespace Ausweisstatus.Operate;

/// <summary>
/// What a start needs of the database: migrations, authorities, and a first lookup that compiles its code. DatabaseReady while the host is being built,
/// because neither needs the other. The host goes on with the connections and the authorities from here.
/// </summary>
internal sealed class StartupTasks : IAsyncDisposable
{
    private readonly CancellationTokenSource ending;
    private readonly NpgsqlDataSource database;
    private readonly AuthorityDirectory authorities;
    private readonly Task warmUp;

    private StartupTasks(string connectionString, CancellationToken cancellation)
    {
        ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        database = StorageSetup.DataSource(connectionString);
        authorities = new AuthorityDirectory(database, TimeProvider.System);
        DatabaseReady = Task.Run(() => PrepareAsync(connectionString), CancellationToken.None);
        warmUp = WarmUpAsync();
    }

    /// <summary>The database is up to date; fails where it cannot be brought there.</summary>
    public Task DatabaseReady { get; }

    public static StartupTasks Start(string connectionString, CancellationToken cancellation) => new(connectionString, cancellation);

    public void AddTo(WebApplicationBuilder builder) => builder.Services.AddSingleton(database).AddSingleton(authorities);

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await warmUp.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await database.DisposeAsync();
        ending.Dispose();
    }

    private async Task WarmUpAsync()
    {
        await DatabaseReady;
        await LookupWarmUp.AskAsync(database);
    }

    private async Task PrepareAsync(string connectionString)
    {
        if (!await MigrationJournal.NamesAllAsync(database, ending.Token))
        {
            if (!await Migrations.MayAsync(database, ending.Token))
            {
                throw new StartException("The database is not up to date, and the role that the host connects as may not change it. As its owner: ausweis migrate");
            }

            await Migrations.ApplyAsync(connectionString, ending.Token);
        }

        try
        {
            await authorities.RefreshAsync(ending.Token);
        }
        catch (Exception) when (!ending.IsCancellationRequested)
        {
            // The host looks again before it listens, and says what is wrong.
        }
    }
}
