using Ausweisstatus.Domain;
using Ausweisstatus.Problems;

namespace Ausweisstatus.Intake.Recording;

/// <summary>What became of a submission.</summary>
/// <param name="Document">The document it is about.</param>
/// <param name="Problem">Why it was rejected; null otherwise.</param>
/// <param name="Registered">For a registration: the document as it is with it.</param>
internal readonly record struct Recorded(Outcome Outcome, Guid Document, Problem? Problem = null, Document? Registered = null)
{
    public static Recorded Rejected(Submission submission, Problem problem) => new(Outcome.Rejected, submission.DocumentId, problem);
}

internal enum Outcome { Accepted, Duplicate, Rejected }
