using Ausweisstatus.Domain;
using Ausweisstatus.EventLog;
using Ausweisstatus.Intake.Refusals;
using Ausweisstatus.Problems;

namespace Ausweisstatus.Intake.Recording;

/// <summary>
/// Decides which submissions are new, which are known and which contradict what is recorded. Pure but for the clock. What it is told of a
/// document still holds when the facts are written, or it is asked again.
/// </summary>
internal sealed class DecideFacts(LookupKeys keys, KeepRefused keep)
{
    /// <param name="units">What is submitted.</param>
    /// <param name="documents">Are given what is accepted, and what is refused to be stored.</param>
    /// <returns>For each unit a result for each of its submissions.</returns>
    public IReadOnlyList<IReadOnlyList<Recorded>> Decide(IReadOnlyList<CommitUnit> units, PendingDocuments documents)
    {
        List<RefusedFact> refused = [.. units.SelectMany(unit => unit.Refusals)];
        List<List<Recorded>> results =
            [.. units.Select(unit => unit.Submissions.Select(submission => Decide(submission, documents[submission.Document.Id], documents, refused)).ToList())];
        if (refused.Count > 0)
        {
            documents.AlsoWrite = transaction => WriteRefusals.ExecuteAsync(transaction, refused);
        }

        return results;
    }

    private Recorded Decide(Submission submission, PendingDocument document, PendingDocuments documents, List<RefusedFact> refused) =>
        submission.Registration is null
            ? DecideFact(submission, document, documents, refused)
            : DecideRegistration.Decide(submission, document, documents, keys);

    private Recorded DecideFact(Submission submission, PendingDocument document, PendingDocuments documents, List<RefusedFact> refused)
    {
        if (documents.Find(submission.New.Id, document) is { } recorded)
        {
            return submission.IsTheSameAs(recorded, keys)
                ? new Recorded(Outcome.Duplicate, document.Id)
                : Refuse(IntakeProblems.EventIdReused);
        }

        if (document.IsArchived)
        {
            return Refuse(IntakeProblems.DocumentClosed);
        }

        if (submission.Fact is FactRetracted retraction && ProblemOf(retraction, submission, document, documents) is { } problem)
        {
            return Refuse(problem);
        }

        documents.Add(document, submission.New);
        return new Recorded(Outcome.Accepted, document.Id);

        Recorded Refuse(Problem problem)
        {
            // What people of the staff say was sent by nobody; they are told why it cannot be.
            if (submission.Received is { } received)
            {
                refused.Add(keep.Of(received, problem, submission.New.Client));
            }

            return Recorded.Rejected(submission, problem);
        }
    }

    // A retraction may come before the fact it names. What it names is refused only where it can never have an effect.
    private static Problem? ProblemOf(FactRetracted retraction, Submission submission, PendingDocument document, PendingDocuments documents) =>
        retraction.Fact == submission.New.Id ? IntakeProblems.NotRetractable
        : documents.Find(retraction.Fact, document) is not { } named ? null
        : named.Document != document.Id ? IntakeProblems.FactOfAnotherDocument
        : named.Fact is FactRetracted ? IntakeProblems.NotRetractable
        : null;
}
