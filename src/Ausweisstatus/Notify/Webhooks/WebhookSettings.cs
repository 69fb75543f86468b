using System.Diagnostics.CodeAnalysis;

namespace Ausweisstatus.Notify.Webhooks;

/// <summary>Configuration section <c>Webhooks</c>.</summary>
internal sealed class WebhookSettings
{
    public const string Section = "Webhooks";

    // Just below three days together.
    private static readonly TimeSpan[] UsualPauses =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5),
        TimeSpan.FromHours(10), TimeSpan.FromHours(14), TimeSpan.FromHours(20), TimeSpan.FromHours(20),
    ];

    /// <summary>How long an endpoint may take to answer.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The pauses after the first failure, the second, and so on. The failure after the last one disables a webhook.</summary>
    [SuppressMessage("Performance", "CA1819", Justification = "Filled from configuration.")]
    public TimeSpan[]? Pauses { get; set; }

    /// <summary>The pause after so many failures in a row; null where there is none any more.</summary>
    public TimeSpan? PauseAfter(int failures)
    {
        var pauses = Pauses ?? UsualPauses;
        return failures <= pauses.Length ? pauses[failures - 1] : null;
    }
}
