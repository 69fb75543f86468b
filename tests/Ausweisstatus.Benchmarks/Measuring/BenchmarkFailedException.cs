namespace Ausweisstatus.Benchmarks.Measuring;

/// <summary>There is no figure to give; the message says why.</summary>
internal sealed class BenchmarkFailedException(string message) : Exception(message);
