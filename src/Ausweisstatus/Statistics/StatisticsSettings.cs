namespace Ausweisstatus.Statistics;

/// <summary>How the read models that may lag are kept.</summary>
internal sealed class StatisticsSettings
{
    public const string Section = "Statistics";

    /// <summary>How often a part of all documents is compared with what was seen of them.</summary>
    public TimeSpan ReconcileEvery { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How many documents each time.</summary>
    public int DocumentsAtOnce { get; set; } = 20_000;

    /// <summary>
    /// How long the daemon waits at a sequence number that is drawn and not committed, while it may still be. Then it goes on, and what comes
    /// after all is found by comparing.
    /// </summary>
    public TimeSpan GapPatience { get; set; } = TimeSpan.FromSeconds(10);
}
