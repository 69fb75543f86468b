using Ausweisstatus.Embedded;
using Ausweisstatus.Storage;

namespace Ausweisstatus.Operate;

/// <summary>The database that a verb works on, for as long as it works.</summary>
internal sealed class DatabaseForCommand : IAsyncDisposable
{
    private const string OwnerConnectionName = StorageSetup.ConnectionName + "Owner";

    private readonly EmbeddedPostgres? own;

    private DatabaseForCommand(string connectionString, EmbeddedPostgres? own = null)
    {
        ConnectionString = connectionString;
        this.own = own;
    }

    public string ConnectionString { get; }

    /// <summary>Cancelled when the database is ours and has failed for good.</summary>
    public CancellationToken Lost => own?.GivenUp ?? CancellationToken.None;

    /// <summary>
    /// For a verb that works beside a running host: the configured database, as its owner where the host is another role; else the one that
    /// runs in the directory, else our own.
    /// </summary>
    public static async Task<DatabaseForCommand> OpenAsync(IConfiguration settings, DataDirectory data, string purpose, CancellationToken cancellation)
    {
        if (Configured(settings, OwnerConnectionName) is { } owner)
        {
            return new DatabaseForCommand(owner);
        }

        if (Configured(settings, StorageSetup.ConnectionName) is { } configured)
        {
            return new DatabaseForCommand(configured);
        }

        if (await RunningPostgres.FindAsync(data.Path, cancellation) is { } running)
        {
            return new DatabaseForCommand(running.ConnectionString);
        }

        return await StartAsync(data, purpose, cancellation);
    }

    /// <summary>For the host itself: the configured database, else one of our own, which must not be running yet.</summary>
    public static async Task<DatabaseForCommand> OpenForHostAsync(
        IConfiguration settings, DataDirectory data, string purpose, CancellationToken cancellation) =>
        Configured(settings, StorageSetup.ConnectionName) is { } configured ? new DatabaseForCommand(configured) : await StartAsync(data, purpose, cancellation);

    public ValueTask DisposeAsync() => own?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static string? Configured(IConfiguration settings, string name) =>
        settings.GetConnectionString(name) is { Length: > 0 } configured ? configured : null;

    private static async Task<DatabaseForCommand> StartAsync(DataDirectory data, string purpose, CancellationToken cancellation)
    {
        // A private PostgreSQL has no backup, no replica and no administrator: it is not for real people's data.
        if (!DevelopmentEnvironment.IsSet)
        {
            throw new EmbeddedPostgresException(
                "No database is configured: set ConnectionStrings__Ausweisstatus. Only in Development (ASPNETCORE_ENVIRONMENT=Development) "
                + "a PostgreSQL is started instead.");
        }

        data.MakePrivate();
        var own = await EmbeddedPostgres.StartAsync(new EmbeddedPostgresOptions { Directory = data.Path, Purpose = purpose }, cancellation);
        return new DatabaseForCommand(own.ConnectionString, own);
    }
}
