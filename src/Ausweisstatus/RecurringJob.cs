namespace Ausweisstatus;

/// <summary>Something that is done at the start and then again and again, on every node that has it; two at once must do no harm.</summary>
internal abstract partial class RecurringJob(TimeSpan pause, TimeProvider clock, ILogger log) : BackgroundService
{
    private static readonly TimeSpan Quiet = TimeSpan.FromHours(1);

    private DateTimeOffset quietUntil;

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
                Tell(problem);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await Task.Delay(pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // Once an hour is enough, however often it is tried.
    private void Tell(Exception problem)
    {
        var now = clock.GetUtcNow();
        if (now >= quietUntil)
        {
            quietUntil = now + Quiet;
            LogFailure(log, What, problem.GetType().Name, (int)pause.TotalMinutes);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{What} is not possible at the moment ({Problem}); it is tried again every {Minutes} minutes")]
    private static partial void LogFailure(ILogger log, string what, string problem, int minutes);
}
