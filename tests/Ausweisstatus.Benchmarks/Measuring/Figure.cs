namespace Ausweisstatus.Benchmarks.Measuring;

/// <summary>Something else that was found on the way, such as memory.</summary>
/// <param name="What">In a few words.</param>
/// <param name="Value">In that unit.</param>
/// <param name="Unit">E.g. <c>MB</c>.</param>
/// <param name="Goal">E.g. <c>≤ 512</c>; null where it is none.</param>
internal sealed record Figure(string What, double Value, string Unit, string? Goal = null);
