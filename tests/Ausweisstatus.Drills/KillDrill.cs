using System.Diagnostics;
using Ausweisstatus.Drills.Ground;

namespace Ausweisstatus.Drills;

/// <summary>Host and PostgreSQL are killed by turns, at any moment.</summary>
internal sealed class KillDrill : IDrill
{
    private const int Most = 400;

    public string Name => "drill-kill";

    public string Shows => "kill -9 of the host and of PostgreSQL by turns, under load: every acknowledged fact is there once, documents are the fold of their facts";

    public async Task<IReadOnlyList<string>> RunAsync(DrillServer server, TimeSpan duration, CancellationToken cancellation)
    {
        await using var installation = await DrillInstallation.MakeAsync(server.Postgres, cancellation);
        var node = await installation.StartNodeAsync(cancellation);
        var load = new Load(installation, node.Address);
        var kills = 0;
        try
        {
            await UnderLoad.DisturbAsync(load, async failed =>
            {
                var watch = Stopwatch.StartNew();
                do
                {
                    await load.AcknowledgesAsync(1 + Random.Shared.Next(Most), failed);
                    await node.DisposeAsync();
                    node = await installation.StartNodeAsync(failed);
                    load.Address = node.Address;

                    await load.AcknowledgesAsync(1 + Random.Shared.Next(Most), failed);
                    await server.KillAsync(failed);
                    kills++;
                }
                while (watch.Elapsed < duration);

                await load.AcknowledgesAsync(1, failed);
            }, cancellation);
        }
        finally
        {
            await node.DisposeAsync();
        }

        return
        [
            $"The host and PostgreSQL were killed {kills} times each; {load.Lost} requests lost their connection and were sent again.",
            await Recorded.CheckAsync(installation, load.Acknowledged, cancellation),
        ];
    }
}
