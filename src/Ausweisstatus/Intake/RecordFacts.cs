using Ausweisstatus.Access;
using Ausweisstatus.Intake.Reading;
using Ausweisstatus.Intake.Recording;
using Ausweisstatus.Intake.Refusals;
using Ausweisstatus.Intake.Validation;
using Ausweisstatus.Locations;
using Ausweisstatus.Problems;

namespace Ausweisstatus.Intake;

/// <summary>The main road in, whatever form the events came in: validate each, record those that can be, say what became of each.</summary>
internal sealed partial class RecordFacts(
    FactValidator validator, AuthorityDirectory authorities, GroupCommit commit, KeepRefused keep, RepeatedFacts repeated, ILogger<RecordFacts> log)
{
    /// <returns>A result for each read event, in order, after the commit is durable.</returns>
    public async Task<IReadOnlyList<FactResult>> RecordAsync(IReadOnlyList<EventReadResult> read, Caller caller, CancellationToken cancellationToken)
    {
        var validated = new ValidationResult[read.Count];
        List<Submission> submissions = new(read.Count);
        List<RefusedFact> refusals = [];
        Task? lookAgain = null;
        for (var i = 0; i < validated.Length; i++)
        {
            validated[i] = Validate(read[i], caller);
            if (validated[i].Submission is { Document.Authority: var authority } && authorities.Find(authority) is null)
            {
                // It may have been imported a moment ago; one look is enough for all events of the request.
                lookAgain ??= authorities.RefreshAsync(cancellationToken);
                await lookAgain;
                validated[i] = authorities.Find(authority) is null ? Problem.UnknownAuthority : validated[i];
            }

            if (validated[i].Submission is { } submission)
            {
                submissions.Add(submission);
            }
            else
            {
                refusals.Add(keep.Of(read[i].Event, validated[i].Problem!, caller.Client));
            }
        }

        var recorded = await commit.RecordAsync(submissions, refusals, cancellationToken);
        for (var i = 0; i < recorded.Count; i++)
        {
            if (recorded[i].Outcome == Outcome.Duplicate)
            {
                repeated.Count(submissions[i].New.Id);
            }
        }

        var next = 0;
        return [.. validated.Select((one, i) => one.Problem is { } problem
            ? FactResult.Rejected(read[i].Id, problem)
            : FactResult.Of(read[i].Id, recorded[next++]))];
    }

    /// <summary>A fault of ours about one event is the result of that event: others of its batch or stream are not to blame for it.</summary>
    private ValidationResult Validate(EventReadResult read, Caller caller)
    {
        try
        {
            return read.Problem is { } problem ? problem : validator.Validate(read.Event!, caller);
        }
        catch (Exception fault)
        {
            LogFault(fault.GetType().Name, fault.StackTrace);
            return Problem.Unexpected;
        }
    }

    // The message may quote what was sent.
    [LoggerMessage(Level = LogLevel.Error, Message = "An event could not be validated: {Exception}\n{Stack}")]
    private partial void LogFault(string exception, string? stack);
}
