namespace Ausweisstatus.Throttling;

/// <summary>
/// Exchanges misses with the other nodes, behind the answers: four times a second while there are any. A node that could not for ten
/// seconds lets through less.
/// </summary>
internal sealed partial class ShareMisses(SharedMisses shared, LookupThrottle throttle, TimeProvider clock, ILogger<ShareMisses> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan BetweenForgetting = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Nothing that starts the host waits for it.
        await Task.Yield();
        var (exchanged, forgot, outage) = (clock.GetTimestamp(), clock.GetTimestamp(), false);
        while (!stoppingToken.IsCancellationRequested)
        {
            var more = false;
            try
            {
                more = await shared.ExchangeAsync(stoppingToken);
                if (clock.GetElapsedTime(forgot) > BetweenForgetting)
                {
                    forgot = clock.GetTimestamp();
                    await shared.ForgetAsync(stoppingToken);
                }

                (exchanged, outage) = (clock.GetTimestamp(), false);
            }
            catch (Exception problem) when (!stoppingToken.IsCancellationRequested)
            {
                // Said once; whatever it is, it must not end the sharing.
                if (!outage)
                {
                    LogOutage(problem.GetType().Name);
                }

                outage = true;
            }
            catch (OperationCanceledException)
            {
                return;
            }

            throttle.IsAlone = clock.GetElapsedTime(exchanged) > Patience;
            if (!more)
            {
                await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Misses cannot be shared with other nodes at the moment ({Problem}); this one will let through less")]
    private partial void LogOutage(string problem);
}
