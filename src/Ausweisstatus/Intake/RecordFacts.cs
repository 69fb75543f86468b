using Ausweisstatus.Access;
using Ausweisstatus.Intake.Reading;
using Ausweisstatus.Intake.Recording;
using Ausweisstatus.Intake.Understanding;
using Ausweisstatus.Locations;
using Ausweisstatus.Problems;

namespace Ausweisstatus.Intake;

/// <summary>The main road in, whatever form the events came in: understand each, record those that can be, say what became of each.</summary>
internal sealed class RecordFacts(UnderstandFact understand, AuthorityDirectory authorities, GroupCommit commit, TimeProvider clock)
{
    /// <returns>A result for each read event, in order, after the commit is durable.</returns>
    public async Task<IReadOnlyList<FactResult>> RecordAsync(IReadOnlyList<Read> read, Caller caller, CancellationToken cancellationToken)
    {
        var understood = new Understood[read.Count];
        List<Submission> submissions = new(read.Count);
        List<RefusedFact> refusals = [];
        Task? lookAgain = null;
        for (var i = 0; i < understood.Length; i++)
        {
            understood[i] = read[i].Event is { } received ? understand.From(received, caller) : read[i].Problem!;
            if (understood[i].Submission is { Authority: var authority } && authorities.Find(authority) is null)
            {
                // It may have been imported a moment ago; one look is enough for all events of the request.
                lookAgain ??= authorities.RefreshAsync(cancellationToken);
                await lookAgain;
                understood[i] = authorities.Find(authority) is null ? IntakeProblems.UnknownAuthority : understood[i];
            }

            if (understood[i].Submission is { } submission)
            {
                submissions.Add(submission);
            }
            else
            {
                refusals.Add(RefusedFact.Of(read[i].Event, understood[i].Problem!, caller.Client, clock.GetUtcNow()));
            }
        }

        var recorded = await commit.RecordAsync(submissions, refusals, cancellationToken);
        var next = 0;
        return [.. understood.Select((one, i) => one.Problem is { } problem
            ? FactResult.Rejected(read[i].Event?.Id, problem)
            : FactResult.Of(read[i].Event!.Id, recorded[next++]))];
    }
}
