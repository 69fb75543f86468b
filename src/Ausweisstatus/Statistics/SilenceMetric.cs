using System.Diagnostics.Metrics;
using Ausweisstatus.Problems;

namespace Ausweisstatus.Statistics;

/// <summary>Tells who collects metrics which senders are silent; asked once a minute, however often it is collected.</summary>
internal sealed partial class SilenceMetric : BackgroundService
{
    private const int MostSenders = 100;
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly SenderSilence silence;
    private readonly TimeProvider clock;
    private readonly ILogger<SilenceMetric> log;
    private volatile IReadOnlyList<SilentSender> last = [];

    public SilenceMetric(SenderSilence silence, IMeterFactory meters, TimeProvider clock, ILogger<SilenceMetric> log)
    {
        (this.silence, this.clock, this.log) = (silence, clock, log);
        meters.Create(StatisticsMetrics.MeterName).CreateObservableGauge(
            "ausweisstatus.senders.silent", () => last.Take(MostSenders).Select(Measure), "h",
            "Hours in which a sender is usually heard and was not; none of one that is not silent.");
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Nothing that starts the host waits for it.
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                last = await silence.ReadAsync(stoppingToken);
            }
            catch (Exception problem) when (!stoppingToken.IsCancellationRequested)
            {
                if (!problem.IsDatabaseUnavailable())
                {
                    Failed(log, problem.GetType().Name);
                }
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static Measurement<int> Measure(SilentSender sender) => new(
        sender.MissedHours, new KeyValuePair<string, object?>("client", sender.Client), new KeyValuePair<string, object?>("fact_type", sender.Fact));

    [LoggerMessage(LogLevel.Warning, "Which senders are silent cannot be told at the moment ({Problem}); it is tried again in a minute")]
    private static partial void Failed(ILogger log, string problem);
}
