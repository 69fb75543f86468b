using System.Diagnostics.Metrics;
using Ausweisstatus.Domain;
using Ausweisstatus.Statistics;
using Npgsql;

namespace Ausweisstatus.ExpectedDates;

/// <summary>The times of today, in memory, and how earlier ones came out. Those that another node worked out are seen within a minute.</summary>
internal sealed partial class ExpectedTimesDirectory : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    private readonly NpgsqlDataSource database;
    private readonly ReadExpectedTimes read;
    private readonly TimeProvider clock;
    private readonly ILogger<ExpectedTimesDirectory> log;
    private volatile ExpectedTables? current;
    private volatile IReadOnlyList<RangesDue> due = [];
    private (DateOnly, DateTimeOffset)? latest;
    private bool failing;

    public ExpectedTimesDirectory(NpgsqlDataSource database, ReadExpectedTimes read, IMeterFactory meters, TimeProvider clock, ILogger<ExpectedTimesDirectory> log)
    {
        (this.database, this.read, this.clock, this.log) = (database, read, clock, log);
        meters.Create(StatisticsMetrics.MeterName).CreateObservableGauge(
            "ausweisstatus.expected_dates.held", () => due.Where(one => one.Counts.IsEnough).Select(Measure), "1",
            "The share of expected dates that held, of those due in the last twenty working days; none where these are few.");
    }

    /// <summary>Null where there are none yet.</summary>
    public ExpectedTables? Current => current;

    /// <summary>What became of ranges whose last day is over.</summary>
    public IReadOnlyList<RangesDue> RangesDue => due;

    public async Task RefreshAsync(CancellationToken cancellation)
    {
        if (await read.LatestAsync(cancellation) is { } found && found != latest)
        {
            current = await read.OfDayAsync(found.Day, cancellation);
            due = await RangesDueTable.ReadAsync(database, found.Day, cancellation);
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

    private static Measurement<double> Measure(RangesDue one) => new(
        one.Counts.Share, new KeyValuePair<string, object?>("kind", one.Kind), new KeyValuePair<string, object?>("leg", KebabCase.Of(one.Leg)),
        new KeyValuePair<string, object?>("horizon", KebabCase.Of(one.Horizon)));

    [LoggerMessage(Level = LogLevel.Warning, Message = "The times from which expected dates follow cannot be read at the moment ({Problem}); those that are known go on for some days")]
    private partial void LogFailure(string problem);
}
