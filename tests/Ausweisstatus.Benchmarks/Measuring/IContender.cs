namespace Ausweisstatus.Benchmarks.Measuring;

/// <summary>One of the three that are measured beside each other.</summary>
internal interface IContender
{
    /// <summary>What it is and does, in a few words for the table.</summary>
    string Description { get; }

    /// <summary>Prepares what it needs, then works for about this long; only the work is timed.</summary>
    Task<Sample> MeasureAsync(TimeSpan duration, CancellationToken cancellation);
}
