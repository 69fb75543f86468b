using Ausweisstatus.Access;
using Ausweisstatus.Intake.Reading;
using Ausweisstatus.Intake.Recording;
using Ausweisstatus.Intake.Understanding;
using Ausweisstatus.Problems;

namespace Ausweisstatus.Intake;

/// <summary>The main road in, whatever form the events came in: understand each, record those that can be, say what became of each.</summary>
internal sealed partial class RecordFacts(UnderstandFact understand, GroupCommit commit, TimeProvider clock, ILogger<RecordFacts> log)
{
    /// <returns>A result for each read event, in order, after the commit is durable.</returns>
    public async Task<IReadOnlyList<FactResult>> RecordAsync(IReadOnlyList<Read> read, Caller caller, CancellationToken cancellationToken)
    {
        var understood = new Understood[read.Count];
        List<Submission> submissions = new(read.Count);
        List<RefusedFact> refusals = [];
        for (var i = 0; i < understood.Length; i++)
        {
            understood[i] = Understand(read[i], caller, refusals);
            if (understood[i].Submission is { } submission)
            {
                submissions.Add(submission);
            }
        }

        var recorded = await commit.RecordAsync(submissions, refusals, cancellationToken);
        var next = 0;
        return [.. understood.Select((one, i) => one.Problem is { } problem
            ? FactResult.Rejected(read[i].Id, problem)
            : FactResult.Of(read[i].Id, recorded[next++]))];
    }

    private Understood Understand(Read read, Caller caller, List<RefusedFact> refusals)
    {
        try
        {
            var understood = read.Problem is { } problem ? problem : understand.From(read.Event!, caller);
            if (understood.Problem is { } refusal)
            {
                refusals.Add(RefusedFact.Of(read.Event, refusal, caller.Client, clock.GetUtcNow()));
            }

            return understood;
        }
        catch (Exception fault)
        {
            // A fault of ours about one event is that event's result: the others of its batch or stream are not to blame, nor to wait for a mend.
            LogFault(fault.GetType().Name, fault.StackTrace);
            return Problem.Unexpected;
        }
    }

    // The message may quote what was sent.
    [LoggerMessage(Level = LogLevel.Error, Message = "An event could not be understood: {Exception}\n{Stack}")]
    private partial void LogFault(string exception, string? stack);
}
