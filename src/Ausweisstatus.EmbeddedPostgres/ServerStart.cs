using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Ausweisstatus.Embedded;

/// <summary>From a cluster at rest to a server that answers.</summary>
internal sealed record ServerStart(Cluster Cluster, Action<string> Log)
{
    /// <summary>What passes by itself. Processes of a killed postmaster end a little later than it does.</summary>
    private static readonly string[] TransientErrors = ["pre-existing shared memory", "lock file", "Address already in use"];

    private static readonly TimeSpan TransientErrorTimeout = TimeSpan.FromSeconds(30);

    // Recovery after a crash reads the log since the last checkpoint, up to max_wal_size.
    private static readonly TimeSpan RecoveryTimeout = TimeSpan.FromMinutes(10);

    /// <summary>Starts on a free port.</summary>
    public Task<(Supervisor Server, int Port)> StartOnFreePortAsync(CancellationToken cancellation) => StartAsync(FreePort, cancellation);

    /// <summary>Starts on the port that others know.</summary>
    public async Task<Supervisor> StartOnPortAsync(int port, CancellationToken cancellation) => (await StartAsync(() => port, cancellation)).Server;

    public string ConnectionString(int port, string database) => new NpgsqlConnectionStringBuilder
    {
        Host = IPAddress.Loopback.ToString(),
        Port = port,
        Username = Cluster.Superuser,
        Password = Cluster.Password,
        Database = database,
    }.ConnectionString;

    private async Task<(Supervisor Server, int Port)> StartAsync(Func<int> choosePort, CancellationToken cancellation)
    {
        var deadline = Deadline.In(TransientErrorTimeout);
        while (true)
        {
            await StalePostmaster.StopAsync(Cluster.Home, Log, cancellation);
            var port = choosePort();
            var before = ServerLog.Length(Cluster.Home.Log);
            var server = Supervisor.Start(Cluster, port);
            try
            {
                if (await IsReadyAsync(server, port, cancellation))
                {
                    return (server, port);
                }
            }
            catch
            {
                await server.DisposeAsync();
                throw;
            }

            await server.DisposeAsync();
            var words = ServerLog.Since(Cluster.Home.Log, before);
            if (deadline.IsOver || !TransientErrors.Any(words.Contains))
            {
                throw new EmbeddedPostgresException($"PostgreSQL did not start: {ServerLog.LastLine(words)} (more in {Cluster.Home.Log})");
            }

            await Deadline.PauseAsync(cancellation);
        }
    }

    /// <summary>True when it answers and is safe to use, false when it has ended instead.</summary>
    private async Task<bool> IsReadyAsync(Supervisor server, int port, CancellationToken cancellation)
    {
        var address = new NpgsqlConnectionStringBuilder(ConnectionString(port, "postgres")) { Pooling = false, Timeout = 5 };
        for (var deadline = Deadline.In(RecoveryTimeout); !server.Ended.IsCompleted; await Deadline.PauseAsync(cancellation))
        {
            try
            {
                await using var connection = new NpgsqlConnection(address.ConnectionString);
                await connection.OpenAsync(cancellation);
                await ServerSettings.VerifyAsync(connection, cancellation);
                return true;
            }
            catch (NpgsqlException problem) when (problem is not PostgresException || problem.SqlState == PostgresErrorCodes.CannotConnectNow)
            {
                deadline.ThrowIfOver($"PostgreSQL has not become ready within {RecoveryTimeout.TotalMinutes} minutes (see {Cluster.Home.Log}).");
            }
        }

        return false;
    }

    // Below the range that systems hand out to outgoing connections: a restart on the same port must find it free.
    private static int FreePort()
    {
        while (true)
        {
            var port = Random.Shared.Next(15_432, 32_000);
            try
            {
                using var probe = new TcpListener(IPAddress.Loopback, port);
                probe.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken: try another.
            }
        }
    }
}
