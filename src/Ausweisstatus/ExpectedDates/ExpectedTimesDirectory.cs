namespace Ausweisstatus.ExpectedDates;

/// <summary>The times of today, in memory. Those that another node worked out are seen within a minute.</summary>
internal sealed partial class ExpectedTimesDirectory(ReadExpectedTimes read, TimeProvider clock, ILogger<ExpectedTimesDirectory> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    private volatile ExpectedTables? current;
    private (DateOnly, DateTimeOffset)? latest;
    private bool failing;

    /// <summary>Null where there are none yet.</summary>
    public ExpectedTables? Current => current;

    public async Task RefreshAsync(CancellationToken cancellation)
    {
        if (await read.LatestAsync(cancellation) is { } found && found != latest)
        {
            current = await read.OfDayAsync(found.Day, cancellation);
            latest = found;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Nothing that starts the host waits for it: without them there is an answer, too.
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RefreshAsync(stoppingToken);
                failing = false;
            }
            catch (Exception problem) when (!stoppingToken.IsCancellationRequested)
            {
                if (!failing)
                {
                    LogFailure(problem.GetType().Name);
                }

                failing = true;
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await Task.Delay(Every, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The times from which expected dates follow cannot be read at the moment ({Problem}); those that are known go on for some days")]
    private partial void LogFailure(string problem);
}
