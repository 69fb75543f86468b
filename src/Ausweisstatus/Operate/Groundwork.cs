using Ausweisstatus.EventLog.Schema;
using Ausweisstatus.Locations;
using Ausweisstatus.Status;
using Ausweisstatus.Storage;
using Npgsql;

namespace Ausweisstatus.Operate;

/// <summary>
/// What a start needs of the database, done while the host is being built: neither needs the other, and both take about as long. The host
/// goes on with the connections and the authorities from here.
/// </summary>
internal sealed class Groundwork : IAsyncDisposable
{
    private readonly CancellationTokenSource ending;
    private readonly NpgsqlDataSource database;
    private readonly AuthorityDirectory authorities;
    private readonly Task rehearsal;

    private Groundwork(string connectionString, CancellationToken cancellation)
    {
        ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        database = StorageSetup.DataSource(connectionString);
        authorities = new AuthorityDirectory(database, TimeProvider.System);
        Done = Task.Run(() => LayAsync(connectionString), CancellationToken.None);
        rehearsal = RehearseAsync();
    }

    /// <summary>The database is up to date; fails where it cannot be brought there.</summary>
    public Task Done { get; }

    public static Groundwork Begin(string connectionString, CancellationToken cancellation) => new(connectionString, cancellation);

    public void HandOver(WebApplicationBuilder builder) => builder.Services.AddSingleton(database).AddSingleton(authorities);

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await rehearsal.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await database.DisposeAsync();
        ending.Dispose();
    }

    private async Task RehearseAsync()
    {
        await Done;
        await Rehearsal.AskAsync(database);
    }

    private async Task LayAsync(string connectionString)
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
