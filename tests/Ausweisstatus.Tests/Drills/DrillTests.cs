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

    [Fact]
    public Task Of_two_nodes_one_is_killed_and_the_other_keeps_its_read_models_within_15_seconds() => OnceAsync("drill-takeover");

    [Fact]
    public Task A_year_of_dates_of_birth_sent_at_once_finds_nothing_out_and_keeps_no_owner_out() => OnceAsync("drill-guess");

    [Fact]
    public Task Unknown_wrong_and_paused_are_told_apart_by_neither_bytes_nor_time() => OnceAsync("drill-timing");

    [Fact]
    public Task Wrong_requests_of_every_kind_meet_no_error_of_ours() => OnceAsync("drill-fuzz");

    [Fact]
    public Task Changes_are_told_while_workers_are_killed_none_lost_and_none_under_two_ids() => OnceAsync("drill-tell");

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
