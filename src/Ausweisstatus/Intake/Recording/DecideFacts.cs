using Ausweisstatus.Domain;
using Ausweisstatus.Problems;

namespace Ausweisstatus.Intake.Recording;

/// <summary>What is to be refused of a group, and the answer to each of its units; what is to be recorded is in the open documents.</summary>
internal sealed record Decision(IReadOnlyList<RefusedFact> Refused, IReadOnlyList<IReadOnlyList<Recorded>> Results);

/// <summary>
/// Decides which submissions are new, which are known and which contradict what is recorded. Pure but for the clock. What it is told of a
/// document still holds when the facts are written, or the commit decides again.
/// </summary>
internal sealed class DecideFacts(LookupKeys keys, TimeProvider clock)
{
    /// <param name="units">What is submitted.</param>
    /// <param name="documents">What is accepted is added to them.</param>
    /// <param name="known">Those of the facts that are recorded already, whatever the document; what is accepted is added.</param>
    public Decision Decide(IReadOnlyList<CommitUnit> units, OpenDocuments documents, Dictionary<Guid, KnownBefore> known)
    {
        List<RefusedFact> refused = [];
        var results = new List<IReadOnlyList<Recorded>>(units.Count);
        foreach (var unit in units)
        {
            var recorded = new Recorded[unit.Submissions.Count];
            for (var i = 0; i < recorded.Length; i++)
            {
                var submission = unit.Submissions[i];
                var document = documents[submission.DocumentId];
                recorded[i] = submission.Registration is null
                    ? DecideFact(submission, document, known, refused)
                    : DecideRegistration.Decide(submission, document, keys);
            }

            results.Add(recorded);
        }

        return new Decision(refused, results);
    }

    private Recorded DecideFact(Submission submission, OpenDocument document, Dictionary<Guid, KnownBefore> known, List<RefusedFact> refused)
    {
        if (known.TryGetValue(submission.FactId, out var before))
        {
            return submission.IsTheSameAs(before.Document, before.Fact, keys)
                ? new Recorded(Outcome.Duplicate, submission.DocumentId)
                : Refuse(IntakeProblems.EventIdReused);
        }

        if (submission.Fact is FactRetracted retraction && ProblemOf(retraction, submission, known) is { } problem)
        {
            return Refuse(problem);
        }

        // The next one of this group with the same id meets this one.
        known.Add(submission.FactId, new KnownBefore(submission.DocumentId, submission.Fact));
        document.Add(submission);
        return new Recorded(Outcome.Accepted, submission.DocumentId);

        Recorded Refuse(Problem problem)
        {
            refused.Add(RefusedFact.Of(submission, problem, clock.GetUtcNow()));
            return Recorded.Rejected(submission, problem);
        }
    }

    // A retraction may come before the fact it names. What it names is refused only where it can never have an effect.
    private static Problem? ProblemOf(FactRetracted retraction, Submission submission, Dictionary<Guid, KnownBefore> known) =>
        retraction.Fact == submission.FactId ? IntakeProblems.NotRetractable
        : !known.TryGetValue(retraction.Fact, out var named) ? null
        : named.Document != submission.DocumentId ? IntakeProblems.FactOfAnotherDocument
        : named.Fact is FactRetracted ? IntakeProblems.NotRetractable
        : null;
}
