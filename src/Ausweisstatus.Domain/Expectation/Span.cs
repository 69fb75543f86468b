namespace Ausweisstatus.Domain.Expectation;

/// <summary>Documents that began something on one working day and ended it on another.</summary>
/// <param name="Start">A working day by its <see cref="WorkingDays.NumberOf">number</see>.</param>
/// <param name="End">The working day on which it ended; null while it goes on.</param>
/// <param name="IsReached">It ended as it should. Otherwise it was broken off: lost, cancelled, or sent back.</param>
public readonly record struct Span(int Start, int? End, bool IsReached);
