using Ausweisstatus.Problems;

namespace Ausweisstatus.Rebuilds;

/// <summary>Works on rebuilds that wait, one after the other, and on those that another node left. Every node does that is not only for the web.</summary>
internal sealed partial class RebuildWorker(RebuildQueue queue, RunRebuild run, ILogger<RebuildWorker> logger) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookEvery);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                while (await queue.ClaimAsync(null, stoppingToken) is { } claim)
                {
                    await WorkAsync(claim, stoppingToken);
                }
            }
            catch (Exception problem) when (!stoppingToken.IsCancellationRequested)
            {
                if (!problem.IsDatabaseUnavailable())
                {
                    Failed(logger, problem.GetType().Name);
                }
            }
        }
    }

    private async Task WorkAsync(RebuildClaim claim, CancellationToken stopping)
    {
        try
        {
            await run.ExecuteAsync(claim, _ => { }, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Another node need not wait until it is clear that this one is gone.
            await queue.EndAsync(claim, RebuildState.Waiting, null, CancellationToken.None);
        }
    }

    [LoggerMessage(LogLevel.Warning, "A rebuild failed ({Problem})")]
    private static partial void Failed(ILogger logger, string problem);
}
