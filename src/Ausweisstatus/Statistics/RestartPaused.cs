using System.Collections.Concurrent;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Wolverine.Runtime;
using Wolverine.Runtime.Agents;

namespace Ausweisstatus.Statistics;

/// <summary>
/// Starts again what the daemon has paused after a failure, such as an outage of the database. Wolverine gives the work of a dead node to
/// others, but leaves paused what runs on one that lives.
/// </summary>
internal sealed partial class RestartPaused(IServiceProvider services, IHostApplicationLifetime lifetime, ILogger<RestartPaused> logger)
    : IObserver<ShardState>
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<string, bool> restarting = [];

    public void OnNext(ShardState value)
    {
        if (value.Action == ShardAction.Paused && restarting.TryAdd(value.ShardName, true))
        {
            _ = RestartAsync(value.ShardName, lifetime.ApplicationStopping);
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    private async Task RestartAsync(string shard, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            await Task.Delay(Pause, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                var (family, agents) = (services.GetRequiredService<IEventSubscriptionAgentFamily>(), services.GetRequiredService<IWolverineRuntime>().Agents);
                if (!stopping.IsCancellationRequested && await family.FindAgentUriAsync(shard, tenantId: null, stopping) is { } agent)
                {
                    restarting.TryRemove(shard, out _);
                    await agents.StopLocallyAsync(agent);
                    await agents.StartLocallyAsync(agent);
                    Restarted(logger, shard);
                }

                return;
            }
            catch (Exception) when (!stopping.IsCancellationRequested)
            {
                // The database does not answer yet. Who paused again meanwhile is seen to by another.
                if (!restarting.TryAdd(shard, true))
                {
                    return;
                }
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Shard} had been paused after a failure and was started again")]
    private static partial void Restarted(ILogger logger, string shard);
}
