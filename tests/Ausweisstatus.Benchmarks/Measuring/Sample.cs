namespace Ausweisstatus.Benchmarks.Measuring;

/// <summary>What one measurement found.</summary>
/// <param name="Value">In the unit of the benchmark: units of work done in a second, or milliseconds where less is better.</param>
/// <param name="P99">99 of 100 steps were done within this many milliseconds; null where nobody looked.</param>
internal sealed record Sample(double Value, double? P99 = null);
