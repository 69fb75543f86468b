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

/// <summary>Removes old changes.</summary>
internal sealed class PurgeChanges(ChangeFeed feed, IOptions<ChangeSettings> settings, TimeProvider clock, ILogger<PurgeChanges> log) : HourlyJob(clock, log)
{
    protected override string What => "Removing old changes";

    public override Task DoAsync(CancellationToken cancellation) => feed.PurgeAsync(settings.Value.KeepFor, cancellation);
}
