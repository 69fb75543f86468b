using System.Diagnostics;
using Ausweisstatus.Drills.Fuzz;
using Ausweisstatus.Drills.Ground;

namespace Ausweisstatus.Drills;

/// <summary>Requests that are wrong in one way or several, as the OpenAPI document suggests them and as no browser sends them.</summary>
internal sealed class FuzzDrill : IDrill
{
    private const int AtLeast = 500;
    private const int AtOnce = 2_000;

    // Else most of them would be answered 429.
    private static readonly Dictionary<string, string> NoBudget = new()
    {
        ["Ausweisstatus__Throttle__Burst"] = "1000000",
        ["Ausweisstatus__Throttle__PerMinute"] = "1000000",
    };

    public string Name => "drill-fuzz";

    public string Shows => "wrong requests of every kind: no error of ours, every status stands in the OpenAPI document, nothing that was sent is logged";

    public async Task<IReadOnlyList<string>> RunAsync(DrillServer server, TimeSpan duration, CancellationToken cancellation)
    {
        await using var installation = await DrillInstallation.MakeAsync(server.Postgres, cancellation);
        await using var node = await installation.StartNodeAsync(cancellation, settings: NoBudget);
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = node.Address };
        var world = await FuzzWorld.MakeAsync(http, installation.TokenOf, cancellation);

        var statuses = new Dictionary<int, int>();
        var (requests, hostile, first) = (duration > TimeSpan.Zero ? AtOnce : AtLeast, 0, Random.Shared.Next());
        var watch = Stopwatch.StartNew();
        for (var seed = first; hostile == 0 || watch.Elapsed < duration; seed = unchecked(seed + requests))
        {
            var report = await OpenApiFuzz.RunAsync(http, world, requests, seed, cancellation);
            None(report.Faults);
            foreach (var (status, times) in report.Statuses)
            {
                statuses[status] = statuses.GetValueOrDefault(status) + times;
            }

            None(await HostileRequest.SendAsync(node.Address, world.Slip, requests, seed, cancellation));
            hostile += requests;
            None(node.Log.Contains(HostileRequest.Marker, StringComparison.OrdinalIgnoreCase) ? [$"seed {seed} to {unchecked(seed + requests)}: what was sent was logged"] : []);
        }

        return
        [
            $"From seed {first}, {statuses.Values.Sum():N0} requests after the OpenAPI document were answered "
                + $"{string.Join(", ", statuses.OrderBy(status => status.Key).Select(status => $"{status.Key} ({status.Value:N0})"))}: each as the document says.",
            $"{hostile:N0} requests as no browser sends them met no error of ours, and nothing of either was logged.",
        ];
    }

    private static void None(IReadOnlyList<string> faults)
    {
        if (faults.Count > 0)
        {
            throw new DrillFailedException($"{faults.Count} answers should not be:\n{string.Join('\n', faults.Take(10))}");
        }
    }
}
