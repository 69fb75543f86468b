using Ausweisstatus.Access;
using Ausweisstatus.Intake.Reading;
using Ausweisstatus.Intake.Recording;
using Ausweisstatus.Intake.Understanding;
using Ausweisstatus.Locations;
using Ausweisstatus.Problems;

namespace Ausweisstatus.Intake;

/// <summary>The main road in, whatever form the events came in: understand each, record those that can be, say what became of each.</summary>
internal sealed partial class RecordFacts(
    UnderstandFact understand, AuthorityDirectory authorities, GroupCommit commit, TimeProvider clock, ILogger<RecordFacts> log)
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
            understood[i] = Understand(read[i], caller);
            if (understood[i].Submission is { Document.Authority: var authority } && authorities.Find(authority) is null)
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
            ? FactResult.Rejected(read[i].Id, problem)
            : FactResult.Of(read[i].Id, recorded[next++]))];
    }

    /// <summary>A fault of ours about one event is the result of that event: others of its batch or stream are not to blame for it.</summary>
    private Understood Understand(Read read, Caller caller)
    {
        try
        {
            return read.Problem is { } problem ? problem : understand.From(read.Event!, caller);
        }
        catch (Exception fault)
        {
            LogFault(fault.GetType().Name, fault.StackTrace);
            return Problem.Unexpected;
        }
    }

    // The message may quote what was sent.
    [LoggerMessage(Level = LogLevel.Error, Message = "An event could not be understood: {Exception}\n{Stack}")]
    private partial void LogFault(string exception, string? stack);
}
