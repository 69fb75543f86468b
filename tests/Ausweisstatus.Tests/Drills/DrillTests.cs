using Ausweisstatus.Drills;
using Ausweisstatus.Drills.Ground;
using Xunit;

namespace Ausweisstatus.Tests.Drills;

/// <summary>Each drill for a moment; <c>./ausweis bench drill-…</c> does the same for as long as one likes.</summary>
public sealed class DrillTests(DrillTests.Server server) : IClassFixture<DrillTests.Server>
{
    [Fact]
    public Task Host_and_PostgreSQL_killed_at_any_moment_lose_nothing_and_double_nothing() => OnceAsync("drill-kill");

    [Fact]
    public Task PostgreSQL_paused_is_told_honestly_and_everything_goes_on_afterwards() => OnceAsync("drill-pause");

    [Fact]
    public Task Two_nodes_agree_on_contradictions_and_hear_of_clients_and_authorities_in_time() => OnceAsync("drill-two-nodes");

    private async Task OnceAsync(string name)
    {
        var drill = AllDrills.List.Single(drill => drill.Name == name);
        foreach (var sentence in await drill.RunAsync(server.Own, TimeSpan.Zero, TestContext.Current.CancellationToken))
        {
            TestContext.Current.TestOutputHelper!.WriteLine(sentence);
        }
    }

    /// <summary>A PostgreSQL that no other test uses: it is killed and paused.</summary>
    public sealed class Server : IAsyncLifetime
    {
        internal DrillServer Own { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Own = await DrillServer.StartAsync(CancellationToken.None);

        public ValueTask DisposeAsync() => Own.DisposeAsync();
    }
}
