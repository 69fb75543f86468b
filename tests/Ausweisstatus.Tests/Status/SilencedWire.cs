using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Npgsql;

namespace Ausweisstatus.Tests.Status;

/// <summary>Carries bytes between a host and PostgreSQL, and forgets one of the connections when it is told to.</summary>
internal sealed class SilencedWire : IAsyncDisposable
{
    private readonly CancellationTokenSource ending = new();
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentBag<Pair> pairs = [];
    private readonly NpgsqlConnectionStringBuilder server;
    private int armed;

    private SilencedWire(NpgsqlConnectionStringBuilder server) => this.server = server;

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public static Task<SilencedWire> StartAsync(NpgsqlConnectionStringBuilder server)
    {
        var wire = new SilencedWire(server);
        wire.listener.Start();
        _ = wire.AcceptAsync();
        return Task.FromResult(wire);
    }

    /// <summary>Nothing passes any more on the connection that the next lookup is asked on.</summary>
    public void SilenceAtTheNextLookup() => Volatile.Write(ref armed, 1);

    /// <summary>Whether that happened.</summary>
    public bool IsSilenced => pairs.Any(pair => pair.Silent);

    public ValueTask DisposeAsync()
    {
        ending.Cancel();
        listener.Dispose();
        foreach (var pair in pairs)
        {
            pair.Dispose();
        }

        ending.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task AcceptAsync()
    {
        while (!ending.IsCancellationRequested)
        {
            try
            {
                var here = await listener.AcceptSocketAsync(ending.Token);
                var there = server.Host!.StartsWith('/')
                    ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
                    : new Socket(SocketType.Stream, ProtocolType.Tcp);
                await (server.Host.StartsWith('/')
                    ? there.ConnectAsync(new UnixDomainSocketEndPoint($"{server.Host}/.s.PGSQL.{server.Port}"))
                    : there.ConnectAsync(server.Host, server.Port));
                var pair = new Pair(here, there, this);
                pairs.Add(pair);
                _ = pair.CarryAsync(here, there, asks: true);
                _ = pair.CarryAsync(there, here, asks: false);
            }
            catch (Exception problem) when (problem is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private sealed class Pair(Socket here, Socket there, SilencedWire wire) : IDisposable
    {
        // A connection that lookups were prepared on carries nothing else.
        private bool isOfLookups;

        public bool Silent { get; private set; }

        public async Task CarryAsync(Socket from, Socket to, bool asks)
        {
            var buffer = new byte[64 * 1024];
            try
            {
                for (int count; (count = await from.ReceiveAsync(buffer)) > 0;)
                {
                    if (asks)
                    {
                        Silent |= isOfLookups && Interlocked.Exchange(ref wire.armed, 0) == 1;
                        isOfLookups |= Encoding.ASCII.GetString(buffer, 0, count).Contains("select lookup, data", StringComparison.Ordinal);
                    }

                    if (!Silent)
                    {
                        await to.SendAsync(buffer.AsMemory(0, count));
                    }
                }
            }
            catch (Exception problem) when (problem is SocketException or ObjectDisposedException)
            {
                // Closed by one of the two.
            }

            Dispose();
        }

        public void Dispose()
        {
            here.Dispose();
            there.Dispose();
        }
    }
}
