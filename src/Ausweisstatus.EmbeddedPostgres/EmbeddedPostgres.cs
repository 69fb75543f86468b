using System.Security.Cryptography;
using Npgsql;

namespace Ausweisstatus.Embedded;

/// <summary>
/// A private PostgreSQL in a directory, durable, reachable from this machine only. It lives as long as its owner: it ends
/// when this object is disposed of, and when the owner's process ends in whatever way; killed, it is started again.
/// </summary>
public sealed class EmbeddedPostgres : IAsyncDisposable
{
    private const string Database = "ausweisstatus";

    private readonly string directory;
    private readonly DirectoryLock held;
    private readonly ServerStart start;
    private readonly int port;
    private readonly ServerRestarter server;

    // A new one for each run: nothing outside of it needs to know, and nothing has to be kept.
    private readonly string password = Convert.ToHexString(RandomNumberGenerator.GetBytes(24));
    private bool disposed;

    private EmbeddedPostgres(string directory, DirectoryLock held, ServerStart start, int port, ServerRestarter server)
    {
        this.directory = directory;
        this.held = held;
        this.start = start;
        this.port = port;
        this.server = server;
    }

    /// <summary>Reaches the server's own database, <c>ausweisstatus</c>, as its owner, who is no superuser. Holds the password of this run.</summary>
    public string ConnectionString => ConnectionStringOf(Database);

    /// <summary>Cancelled when PostgreSQL keeps ending and is not started any more.</summary>
    public CancellationToken GivenUp => server.GivenUp;

    /// <summary>Starts a server; finds, or installs, PostgreSQL first, and makes the data directory on first use.</summary>
    /// <exception cref="AlreadyRunningException">Another process runs one in this directory.</exception>
    /// <exception cref="EmbeddedPostgresException">It cannot be; the message says what to do.</exception>
    public static async Task<EmbeddedPostgres> StartAsync(EmbeddedPostgresOptions options, CancellationToken cancellation = default)
    {
        ThrowIfUnsupported();
        var directory = Path.GetFullPath(options.Directory);
        Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var held = await DirectoryLock.TakeAsync(directory, cancellation);
        try
        {
            RunningPostgres.Remove(directory);
            var start = new ServerStart(await OpenClusterAsync(directory, options.Log, cancellation), options.Log);
            var (server, port) = await start.StartOnFreePortAsync(cancellation);
            var running = new EmbeddedPostgres(directory, held, start, port, new ServerRestarter(start, server, port));
            await running.AnnounceAsync(options.Purpose, cancellation);
            return running;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Makes a database, empty or as a copy of one that nobody is connected to; returns its connection string.</summary>
    public async Task<string> CreateDatabaseAsync(string name, string? template = null, CancellationToken cancellation = default)
    {
        using var quoting = new NpgsqlCommandBuilder();
        var copy = template is null ? "" : $" TEMPLATE {quoting.QuoteIdentifier(template)}";
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(SuperuserConnectionString("postgres")) { Pooling = false });
        await using var create = source.CreateCommand($"CREATE DATABASE {quoting.QuoteIdentifier(name)} OWNER {OwnerRole.Name}{copy}");
        await create.ExecuteNonQueryAsync(cancellation);
        return ConnectionStringOf(name);
    }

    /// <summary>Reaches a database with every right, for what its owner may not do: making roles, pausing checks. For tests and benchmarks.</summary>
    public string SuperuserConnectionString(string database) => start.ConnectionString(port, database);

    /// <summary>Stops PostgreSQL and lets go of the directory; the data stay.</summary>
    public async ValueTask DisposeAsync()
    {
        if (disposed)
        {
            return;
        }

        disposed = true;
        RunningPostgres.Remove(directory);
        await server.DisposeAsync();
        held.Dispose();
    }

    private static void ThrowIfUnsupported()
    {
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsMacOS())
        {
            throw new EmbeddedPostgresException(
                "Ausweisstatus starts a PostgreSQL of its own on Linux and macOS only: name one in ConnectionStrings__Ausweisstatus.");
        }
    }

    private static async Task<Cluster> OpenClusterAsync(string directory, Action<string> log, CancellationToken cancellation)
    {
        var home = await ServerHome.ChooseAsync(directory, log, cancellation);
        var major = Cluster.MajorOf(home);
        var binaries = await Binaries.FindOrInstallAsync(home, major, log, cancellation);
        home = await home.WithUserOfNowAsync(cancellation);
        await StalePostmaster.StopAsync(home, log, cancellation);
        ServerLog.PutAside(home.Log);
        return await Cluster.OpenAsync(directory, home, binaries, cancellation);
    }

    private async Task AnnounceAsync(string purpose, CancellationToken cancellation)
    {
        try
        {
            await OwnerRole.EnsureAsync(SuperuserConnectionString("postgres"), password, cancellation);
            await EnsureDatabaseAsync(cancellation);
        }
        catch
        {
            await DisposeAsync();
            throw;
        }

        new RunningPostgres(Environment.ProcessId, purpose, ConnectionString).Write(directory);
    }

    private async Task EnsureDatabaseAsync(CancellationToken cancellation)
    {
        try
        {
            await CreateDatabaseAsync(Database, cancellation: cancellation);
        }
        catch (PostgresException problem) when (problem.SqlState == PostgresErrorCodes.DuplicateDatabase)
        {
            await OwnerRole.TakeAsync(SuperuserConnectionString(Database), Database, cancellation);
        }
    }

    private string ConnectionStringOf(string database) => new NpgsqlConnectionStringBuilder(SuperuserConnectionString(database))
    {
        Username = OwnerRole.Name,
        Password = password,
    }.ConnectionString;
}
