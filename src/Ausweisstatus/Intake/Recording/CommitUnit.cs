namespace Ausweisstatus.Intake.Recording;

/// <summary>What one request wants recorded: all of it in one transaction, together with that of other requests.</summary>
internal sealed class CommitUnit(IReadOnlyList<Submission> submissions, IReadOnlyList<RefusedFact> refusals)
{
    private readonly TaskCompletionSource<IReadOnlyList<Recorded>> done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<Submission> Submissions { get; } = submissions;

    public IReadOnlyList<RefusedFact> Refusals { get; } = refusals;

    /// <summary>Completes after the commit is durable, with a result for each submission in order.</summary>
    public Task<IReadOnlyList<Recorded>> Done => done.Task;

    public void Complete(IReadOnlyList<Recorded> results) => done.TrySetResult(results);

    public void Fail(Exception problem) => done.TrySetException(problem);
}
