namespace Ausweisstatus;

/// <summary>Something that is done at the start and then every hour, on every node that has it; two at once must do no harm.</summary>
internal abstract partial class HourlyJob(TimeProvider clock, ILogger log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    /// <summary>What is done, for the log.</summary>
    protected abstract string What { get; }

    protected TimeProvider Clock => clock;

    public abstract Task DoAsync(CancellationToken cancellation);

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Nothing that starts the host waits for it.
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await DoAsync(stoppingToken);
            }
            catch (Exception problem) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailure(log, What, problem.GetType().Name);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{What} is not possible at the moment ({Problem}); it is tried again in an hour")]
    private static partial void LogFailure(ILogger log, string what, string problem);
}
