using Ausweisstatus.Problems;

namespace Ausweisstatus.Intake.Recording;

/// <summary>What became of a submission.</summary>
/// <param name="Document">The document it is about.</param>
/// <param name="Problem">Why it was rejected; null otherwise.</param>
internal readonly record struct Recorded(Outcome Outcome, Guid Document, Problem? Problem = null);

internal enum Outcome { Accepted, Duplicate, Rejected }
