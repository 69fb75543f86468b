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

    private SilencedWire(NpgsqlConnectionStringBuilder server) => this.server = server;

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public static Task<SilencedWire> StartAsync(NpgsqlConnectionStringBuilder server)
    {
        var wire = new SilencedWire(server);
        wire.listener.Start();
        _ = wire.AcceptAsync();
        return Task.FromResult(wire);
    }

    /// <summary>From now on nothing passes on the connection that lookups were asked on.</summary>
    public void SilenceTheOneOfLookups() => pairs.Where(pair => pair.AskedForLookups).MaxBy(pair => pair.LastUsed)!.Silent = true;

    public ValueTask DisposeAsync()
    {
        ending.Cancel();
        listener.Dispose();
        foreach (var pair in pairs) pair.Dispose();
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
                var pair = new Pair(here, there);
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

    private sealed class Pair(Socket here, Socket there) : IDisposable
    {
        public bool Silent { get; set; }

        public bool AskedForLookups { get; private set; }

        public long LastUsed { get; private set; }

        public async Task CarryAsync(Socket from, Socket to, bool asks)
        {
            var buffer = new byte[64 * 1024];
            try
            {
                for (int count; (count = await from.ReceiveAsync(buffer)) > 0;)
                {
                    if (asks)
                    {
                        AskedForLookups |= Encoding.ASCII.GetString(buffer, 0, count).Contains("select lookup, data", StringComparison.Ordinal);
                        LastUsed = Environment.TickCount64;
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
