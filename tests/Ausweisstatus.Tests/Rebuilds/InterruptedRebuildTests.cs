using Ausweisstatus.Drills.Ground;
using Ausweisstatus.Tests.Intake;
using Ausweisstatus.Tests.Status;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.Rebuilds;

/// <summary>Rebuilds that are cancelled, or whose worker is killed, while citizens ask and facts come in.</summary>
public sealed class InterruptedRebuildTests(WebOnlyRebuildInstallation installation) : IClassFixture<WebOnlyRebuildInstallation>
{
    private const string Office = "/authorities/berlin-mitte";
    private static readonly string[] Facts = ["order-sent", "arrived-at-office", "ready-for-pickup", "handed-over"];
    private static readonly string[] Stages = ["ordered", "at-office", "ready-for-pickup", "handed-over"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Cancelled_resumed_and_its_worker_killed_it_goes_on_where_it_was_and_nobody_is_told_less_than_is_known()
    {
        await using var first = await StartAsync();
        var all = await installation.CountAsync();
        var beginning = (Guid)(await installation.QueryAsync($"select id from {RebuildInstallation.Table} order by tenant_id, id limit 1"))!;
        await installation.DamageAllAsync();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var citizens = Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => LiveAsync(over.Token), Cancellation)));
        var locked = await installation.LockLastAsync();
        var id = await installation.StartAsync(new { projection = "documents" });
        await installation.InTheMiddleAsync(id);

        // Cancelled, it stays where it is; nothing that is done is done again.
        ((string)(await installation.DoAsync(id, "cancel"))["state"]!).ShouldBe("cancelled");
        await installation.DamageAsync(beginning);
        await installation.DoAsync(id, "resume");
        await installation.UntilAsync(id, job => (string)job["state"]! == "running");

        // What a killed worker has left another goes on with.
        await first.KillAsync();
        await using var second = await StartAsync();
        await installation.QueryAsync("update ausweisstatus.rebuilds set heartbeat = heartbeat - interval '1 minute'");
        await Eventually.TrueAsync(async () => (bool)(await installation.QueryAsync("select heartbeat > now() - interval '5 seconds' from ausweisstatus.rebuilds"))!);
        ((long)(await installation.ReadAsync(id))["documents"]!).ShouldBe(1000);
        await locked.DisposeAsync();
        var job = await installation.DoneAsync(id);

        ((string)job["state"]!, (int)job["percent"]!).ShouldBe(("done", 100));
        // Whoever repaired them, and however often it was tried: each counts once.
        ((long)job["differing"]!).ShouldBe(all);
        ((long)job["documents"]!).ShouldBeGreaterThanOrEqualTo(all);
        (await installation.QueryAsync($"select id from {RebuildInstallation.Table} where run >= 90")).ShouldBe(beginning);
        (await installation.CountAsync("run >= 90")).ShouldBe(1);

        var again = await installation.DoneAsync(await installation.StartAsync(new { projection = "documents" }));
        ((long)again["differing"]!).ShouldBe(1);
        await over.CancelAsync();
        (await citizens).Sum().ShouldBeGreaterThan(30, "or nobody lived through it");
    }

    /// <summary>The documents of a citizen, one after the other: what was acknowledged is what they are told, always.</summary>
    /// <returns>How often they were.</returns>
    private async Task<int> LiveAsync(CancellationToken over)
    {
        using var office = installation.As("office-berlin-mitte");
        using var citizen = installation.Anonymous();
        for (var told = 0; ;)
        {
            var order = Events.NewOrder();
            var reference = await office.ApplyAsync(order);
            (await StageAsync(citizen, reference)).ShouldBe("received");
            for (var day = 0; day < Facts.Length; day++)
            {
                await office.SayAsync(Office, order, Facts[day], $"2026-10-2{day + 1}T08:00:00Z", Facts[day] is "order-sent" or "handed-over" ? null : new { location = "mitte-osloer" });
                (await StageAsync(citizen, reference)).ShouldBe(Stages[day]);
                told++;
                if (over.IsCancellationRequested)
                {
                    return told;
                }
            }
        }
    }

    private static async Task<string> StageAsync(HttpClient citizen, string reference) => (string)(await citizen.AnswerAsync(reference))["stage"]!;

    private Task<Node> StartAsync() => Node.StartAsync(
        installation.ConnectionString, new Dictionary<string, string> { ["Ausweisstatus__LookupKeys__1"] = installation.LookupKey }, Cancellation, role: "worker");
}
