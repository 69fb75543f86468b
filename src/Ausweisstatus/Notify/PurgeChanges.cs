using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Ausweisstatus.Notify;

/// <summary>Configuration section <c>Changes</c>.</summary>
internal sealed class ChangeSettings
{
    public const string Section = "Changes";

    /// <summary>How long a change can be read in the feed.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "3650.00:00:00")]
    public TimeSpan KeepFor { get; set; } = TimeSpan.FromDays(30);
}

/// <summary>Removes old changes, at the start and then every hour.</summary>
internal sealed partial class PurgeChanges(ChangeFeed feed, IOptions<ChangeSettings> settings, TimeProvider clock, ILogger<PurgeChanges> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Nothing that starts the host waits for it.
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await feed.PurgeAsync(settings.Value.KeepFor, stoppingToken);
            }
            catch (Exception problem) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailure(problem.GetType().Name);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Old changes cannot be removed at the moment ({Problem}); they are in an hour")]
    private partial void LogFailure(string problem);
}
