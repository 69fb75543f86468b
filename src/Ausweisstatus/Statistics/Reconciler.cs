using Ausweisstatus.EventLog.ReadModels;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Ausweisstatus.Statistics;

/// <summary>
/// Goes through all documents, part by part, and has a read model see what the daemon has passed over: a transaction that drew its sequence
/// number and committed too late for it. One node does, which holds a lock for as long as its connection lives (ADR 27).
/// </summary>
internal sealed partial class Reconciler(
    NpgsqlDataSource database, IEnumerable<IReadModel> readModels, SenderRhythm rhythm, StatisticsMetrics metrics,
    IOptions<StatisticsSettings> settings, ILogger<Reconciler> logger) : BackgroundService
{
    private const long LockKey = 0x4175737765697333;
    private const int MendedAtOnce = 1000;

    private static readonly TimeSpan ForgetEvery = TimeSpan.FromHours(1);

    private NpgsqlConnection? locked;
    private StreamSlice slice = StreamSlice.Beginning;
    private DateTime forgotAt = DateTime.MinValue;
    private bool failing;

    public override void Dispose()
    {
        locked?.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(settings.Value.ReconcileEvery);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await timer.WaitForNextTickAsync(stoppingToken);
                await metrics.MeasureAsync(stoppingToken);
                await ReconcileAsync(stoppingToken);
                failing = false;
            }
            catch (Exception problem)
            {
                // The lock went with the connection, if anything did.
                await UnlockAsync();
                if (!failing && !stoppingToken.IsCancellationRequested)
                {
                    Failed(logger, problem.GetType().Name);
                }

                failing = true;
            }
        }

        await UnlockAsync();
    }

    private async Task ReconcileAsync(CancellationToken cancellation)
    {
        if (!await LockAsync(cancellation))
        {
            return;
        }

        if (await StreamsBehind.NextAsync(locked!, slice, settings.Value.DocumentsAtOnce, cancellation) is not { } next)
        {
            next = StreamSlice.Beginning;
            await ForgetAsync(cancellation);
        }
        else
        {
            foreach (var readModel in readModels)
            {
                await MendAsync(readModel, next, cancellation);
            }
        }

        slice = next;
    }

    private async Task MendAsync(IReadModel readModel, StreamSlice part, CancellationToken cancellation)
    {
        var behind = await StreamsBehind.FindAsync(locked!, readModel.Name, part, all: false, cancellation);
        foreach (var some in behind.Chunk(MendedAtOnce))
        {
            var mended = await readModel.FollowAsync(some, cancellation);
            if (mended > 0)
            {
                metrics.Mended(readModel.Name, mended);
                PassedOver(logger, readModel.Name, mended);
            }
        }
    }

    private async Task<bool> LockAsync(CancellationToken cancellation)
    {
        if (locked is not null)
        {
            return true;
        }

        var connection = await database.OpenConnectionAsync(cancellation);
        try
        {
            await using var command = new NpgsqlCommand($"select pg_try_advisory_lock({LockKey})", connection);
            if ((bool)(await command.ExecuteScalarAsync(cancellation))!)
            {
                (locked, slice) = (connection, StreamSlice.Beginning);
                return true;
            }
        }
        finally
        {
            if (locked is null)
            {
                await connection.DisposeAsync();
            }
        }

        return false;
    }

    private async Task UnlockAsync()
    {
        if (locked is { } connection)
        {
            locked = null;
            await connection.DisposeAsync();
        }
    }

    private async Task ForgetAsync(CancellationToken cancellation)
    {
        if (DateTime.UtcNow - forgotAt > ForgetEvery)
        {
            await rhythm.ForgetAsync(cancellation);
            forgotAt = DateTime.UtcNow;
        }
    }

    [LoggerMessage(LogLevel.Warning, "The daemon passed over facts of {Documents} documents for {ReadModel}; they were seen now")]
    private static partial void PassedOver(ILogger logger, string readModel, int documents);

    [LoggerMessage(LogLevel.Warning, "What read models have seen cannot be compared with the facts ({Problem}); it is tried again")]
    private static partial void Failed(ILogger logger, string problem);
}
