using Ausweisstatus.Intake.Refusals;

namespace Ausweisstatus.Intake.Recording;

/// <summary>What one request wants recorded: all of it in one transaction, together with that of other requests.</summary>
internal sealed class CommitUnit(IReadOnlyList<Submission> submissions, IReadOnlyList<RefusedFact> refusals)
{
    private readonly TaskCompletionSource<IReadOnlyList<Recorded>> done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<Submission> Submissions { get; } = submissions;

    public IReadOnlyList<RefusedFact> Refusals { get; } = refusals;

    /// <summary>Completes after the commit is durable, with a result for each submission in order.</summary>
    public Task<IReadOnlyList<Recorded>> Done => done.Task;

    /// <summary>The same in two parts, with refusals apart from facts; null where there is only one thing to record.</summary>
    public (CommitUnit First, CommitUnit Second)? Halves() => (Submissions.Count, Refusals.Count) switch
    {
        ( > 0, > 0) => (new(Submissions, []), new([], Refusals)),
        ( > 1, 0) => (new([.. Submissions.Take(Submissions.Count / 2)], []), new([.. Submissions.Skip(Submissions.Count / 2)], [])),
        (0, > 1) => (new([], [.. Refusals.Take(Refusals.Count / 2)]), new([], [.. Refusals.Skip(Refusals.Count / 2)])),
        _ => null,
    };

    public void Complete(IReadOnlyList<Recorded> results) => done.TrySetResult(results);

    public void Fail(Exception problem) => done.TrySetException(problem);
}
