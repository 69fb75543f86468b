using Ausweisstatus.EventLog.ReadModels;
using Ausweisstatus.Tests.Intake;
using Shouldly;
using Wolverine.Runtime.Agents;
using Xunit;
using static Ausweisstatus.Tests.Intake.Events;

namespace Ausweisstatus.Tests.Statistics;

/// <summary>A node that only answers requests, and one that keeps the figures.</summary>
public sealed class NodeRoleTests(NodeRoleTests.WebNode web) : IClassFixture<NodeRoleTests.WebNode>
{
    [Fact]
    public async Task A_node_that_only_answers_requests_keeps_no_figures_and_leaves_them_to_a_worker()
    {
        using var printShop = web.As("print-shop");
        (await printShop.PostEventAsync(Event("production-started", NewOrder()))).EnsureSuccessStatusCode();
        (await RunnableAsync(web.Services)).ShouldBe(0);
        web.Services.GetServices<IReadModel>().ShouldBeEmpty();
        // It is the one that tells who runs what.
        await Eventually.TrueAsync(async () => (await web.RowsAsync(
            "select 1 from wolverine.wolverine_node_assignments where id like '%leader%'")).Count == 1);

        await using var worker = Host.Build([.. web.NodeSettings, "--Role=Worker", "--environment=Development"]);
        await worker.StartAsync(TestContext.Current.CancellationToken);

        (await RunnableAsync(worker.Services)).ShouldBe(2);
        await web.SeenAllAsync();
        await worker.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Ready_says_how_far_the_figures_are_behind_and_is_ready_all_the_same()
    {
        using var anonymous = web.Anonymous();
        using var printShop = web.As("print-shop");
        (await printShop.PostEventAsync(Event("production-started", NewOrder()))).EnsureSuccessStatusCode();

        var answer = await anonymous.GetAsync(new Uri("/health/ready", UriKind.Relative));

        answer.IsSuccessStatusCode.ShouldBeTrue();
        var lines = (await answer.Content.ReadAsStringAsync()).Split('\n');
        lines[0].ShouldBe("Healthy");
        lines[1].ShouldMatch(@"^stage-times: [1-9]\d* facts behind, \d+\.\d s$");
        lines[2].ShouldMatch(@"^sender-rhythm: [1-9]\d* facts behind, \d+\.\d s$");
    }

    private static async Task<int> RunnableAsync(IServiceProvider services) =>
        (await services.GetRequiredService<EventSubscriptionAgentFamily>().SupportedAgentsAsync()).Count;

    public sealed class WebNode(PostgresFixture postgres) : StatisticsInstallation(postgres)
    {
        protected override IEnumerable<string> Settings => [.. base.Settings, "--Role=Web"];
    }
}
