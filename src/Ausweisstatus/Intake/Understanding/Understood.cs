using Ausweisstatus.Problems;

namespace Ausweisstatus.Intake.Understanding;

/// <summary>What came of understanding an event: a submission, or why it is refused.</summary>
internal readonly record struct Understood(Submission? Submission, Problem? Problem)
{
    public static implicit operator Understood(Submission submission) => new(submission, null);

    public static implicit operator Understood(Problem problem) => new(null, problem);
}
