using Ausweisstatus.Access.Staff;
using Ausweisstatus.EventLog;
using Ausweisstatus.Intake;
using Ausweisstatus.Intake.Reading;
using Ausweisstatus.Intake.Refusals;
using Ausweisstatus.Intake.Validation;
using Ausweisstatus.Problems;

namespace Ausweisstatus.Support.Refusals;

/// <summary>One field of a refused fact, put right.</summary>
/// <param name="Pointer">Where it stands: a <c>pointer</c> of the refusal.</param>
/// <param name="Value">What is put there, a number too as text; nothing leaves the field out.</param>
internal sealed record Correction(string Pointer, string Value);

/// <summary>What became of a refused fact that was sent again.</summary>
/// <param name="Id">Of the refusal.</param>
/// <param name="Outcome"><c>accepted</c>, <c>duplicate</c> (it is recorded already) or <c>rejected</c>.</param>
/// <param name="Document">The document it is about; null where it was rejected.</param>
/// <param name="Problem">Why it was rejected.</param>
internal sealed record ResubmittedFact(Guid Id, string Outcome, Guid? Document = null, Problem? Problem = null);

/// <summary>
/// Sends refused facts again, as they are or with one field put right. The audit log says who did, before anything is recorded. Of two who do it
/// at once the second meets a fact that is recorded.
/// </summary>
internal sealed class ResubmitRefusals(RefusalRows rows, KeepRefused kept, ResubmitFacts resubmit, AuditLog audit)
{
    /// <summary>So many at once.</summary>
    public const int MostAtOnce = 500;

    /// <returns>Exactly one of the two.</returns>
    public async Task<(ResubmittedFact? Fact, Problem? Problem)> OneAsync(
        StaffCaller caller, Guid id, Correction? correction, string? reason, CancellationToken cancellation)
    {
        if (!Reason.TryParse(reason, out var why))
        {
            return (null, SupportProblems.ReasonRequired);
        }

        var scope = RefusalScope.ToResubmit(caller);
        if (await rows.FindAsync(id, scope, cancellation) is not { } refusal)
        {
            return (null, Problem.NoSuchResource);
        }

        if (refusal.DoneAt is not null)
        {
            return (new ResubmittedFact(id, FactResult.DuplicateOutcome, RefusalAnswer.Of(refusal).Document), null);
        }

        if (kept.Open(id, (await rows.ContentsAsync([id], cancellation)).GetValueOrDefault(id)) is not { } sent)
        {
            return (null, SupportProblems.NotKept);
        }

        if (correction is not null)
        {
            var fields = CorrectableFields.Of(refusal.Problem, refusal.Told).Select(field => field.Pointer).ToList();
            if (!fields.Contains(correction.Pointer) || SentEvent.With(sent, correction.Pointer, correction.Value) is not { } corrected)
            {
                return (null, Problem.InvalidRequest.WithFieldError(
                    "pointer", fields.Count == 0 ? "no field of this fact can be put right" : "is one of " + string.Join(", ", fields)));
            }

            sent = corrected;
        }

        var read = EventReader.Structured(sent);
        if (DocumentOf(read) is { } about && !scope.Covers(about.Authority))
        {
            // It would be put into the files of others.
            return (null, Problem.ForeignAuthority);
        }

        return ((await SendAsync(caller, scope, refusal.Client, [new(id, read)], why, cancellation))[0], null);
    }

    /// <summary>All of one sender with one problem that follow a place, up to <see cref="MostAtOnce"/>.</summary>
    /// <returns>The results, and where to go on; null where there are no more.</returns>
    public async Task<(List<ResubmittedFact> Facts, ListPlace? Next)> GroupAsync(
        StaffCaller caller, string client, string problem, string? authority, ListPlace? after, Reason why, CancellationToken cancellation)
    {
        var scope = RefusalScope.ToResubmit(caller);
        var stored = await rows.ListAsync(new RefusalFilter(client, problem, authority), scope, after, MostAtOnce, cancellation);
        var contents = await rows.ContentsAsync([.. stored.Select(refusal => refusal.Id)], cancellation);
        List<SentAgainFact> facts = [];
        List<ResubmittedFact> lost = [];
        foreach (var refusal in stored)
        {
            if (kept.Open(refusal.Id, contents.GetValueOrDefault(refusal.Id)) is { } sent)
            {
                facts.Add(new(refusal.Id, EventReader.Structured(sent)));
            }
            else
            {
                lost.Add(new(refusal.Id, FactResult.RejectedOutcome, Problem: SupportProblems.NotKept));
            }
        }

        var results = facts.Count == 0 ? [] : await SendAsync(caller, scope, client, facts, why, cancellation);
        return ([.. results, .. lost], stored.Count == MostAtOnce ? ListPlace.Of(stored[^1].FirstAt, stored[^1].Id) : null);
    }

    private async Task<List<ResubmittedFact>> SendAsync(
        StaffCaller caller, RefusalScope scope, string client, List<SentAgainFact> facts, Reason why, CancellationToken cancellation)
    {
        var role = scope.Everything ? StaffRole.Operator : StaffRole.Support;
        await audit.WriteAsync(caller, AuditAction.Resubmit, role, [.. facts.Select(fact => DocumentOf(fact.Read))], why, cancellation);
        var results = await resubmit.ExecuteAsync(client, facts, cancellation);
        return [.. facts.Select((fact, i) => new ResubmittedFact(fact.Row, results[i].Outcome, results[i].Document, results[i].Problem))];
    }

    private static DocumentKey? DocumentOf(EventReadResult read) =>
        Subject.TryParse(read.Event?.Subject, out var subject) ? new DocumentKey(subject.Authority, subject.Order) : null;
}
