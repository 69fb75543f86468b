using Ausweisstatus.Access;
using Ausweisstatus.Intake.Reading;
using Ausweisstatus.Intake.Recording;
using Ausweisstatus.Intake.Understanding;
using Ausweisstatus.Problems;
using CloudNative.CloudEvents;

namespace Ausweisstatus.Intake;

/// <summary>The main road in, whatever form the events came in: understand each, record those that can be, say what became of each.</summary>
internal sealed class RecordFacts(UnderstandFact understand, GroupCommit commit, TimeProvider clock)
{
    /// <returns>A result for each read event, in order, after the commit is durable.</returns>
    public async Task<IReadOnlyList<FactResult>> RecordAsync(IReadOnlyList<Read> read, Caller caller, CancellationToken cancellationToken)
    {
        var understood = read.Select(one => one.Event is { } cloudEvent ? understand.From(cloudEvent, caller) : one.Problem!).ToList();
        var refusals = read.Zip(understood)
            .Where(pair => pair.Second.Problem is not null)
            .Select(pair => RefusedFact.Of(pair.First.Event, pair.Second.Problem!, caller.Client, clock.GetUtcNow()))
            .ToList();
        var submissions = understood.Select(one => one.Submission).OfType<Submission>().ToList();

        var recorded = new Queue<Recorded>(await commit.RecordAsync(submissions, refusals, cancellationToken));
        return [.. read.Zip(understood, (one, result) => result.Problem is { } problem
            ? FactResult.Rejected(one.Event?.Id, problem)
            : FactResult.Of(one.Event!.Id, recorded.Dequeue()))];
    }
}
