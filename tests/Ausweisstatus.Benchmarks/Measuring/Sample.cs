namespace Ausweisstatus.Benchmarks.Measuring;

/// <summary>What one measurement found.</summary>
/// <param name="PerSecond">Units of work done in a second.</param>
/// <param name="P99">99 of 100 steps were done within this many milliseconds; null where nobody looked.</param>
internal sealed record Sample(double PerSecond, double? P99 = null);
