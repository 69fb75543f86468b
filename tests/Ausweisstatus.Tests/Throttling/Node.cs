using System.Net;
using System.Net.Sockets;
using Ausweisstatus.Throttling;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Xunit;

namespace Ausweisstatus.Tests.Throttling;

/// <summary>One more node of an installation: a real host on a port of its own, on the same database and with the same keys.</summary>
internal sealed class Node : IAsyncDisposable
{
    // Addresses are not what most tests are about.
    private static readonly string[] ManyMisses = ["--Ausweisstatus:Throttle:Burst=1000000", "--Ausweisstatus:Throttle:PerMinute=1000000"];

    private readonly WebApplication app;

    private Node(WebApplication app, StoppedClock clock) => (this.app, Clock) = (app, clock);

    public StoppedClock Clock { get; }

    public Uri Address => new(app.Urls.Single());

    public IServiceProvider Services => app.Services;

    public LookupThrottle Throttle => Services.GetRequiredService<LookupThrottle>();

    /// <param name="installation">Which it belongs to.</param>
    /// <param name="shares">Whether it tells other nodes of misses, and learns from them; not where its clock is moved.</param>
    /// <param name="settings">Further settings, or others than those that let every address miss as often as it likes.</param>
    public static async Task<Node> StartAsync(Installation installation, bool shares, params string[] settings)
    {
        var clock = new StoppedClock();
        var app = Host.Build(
            [.. installation.NodeSettings, .. ManyMisses, .. settings],
            builder =>
            {
                builder.Services.RemoveAll<TimeProvider>().AddSingleton<TimeProvider>(clock);
                if (!shares)
                {
                    builder.Services.Remove(builder.Services.Single(service => service.ImplementationType == typeof(ShareMisses)));
                }
            });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new Node(app, clock);
    }

    /// <summary>A client on an address of its own: there are many on the loopback.</summary>
    public HttpClient From(string address) => new(new SocketsHttpHandler
    {
        ConnectCallback = async (_, cancellation) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            socket.Bind(new IPEndPoint(IPAddress.Parse(address), 0));
            await socket.ConnectAsync(IPAddress.Loopback, Address.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        },
    })
    { BaseAddress = Address };

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
