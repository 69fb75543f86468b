using Ausweisstatus.Domain;

namespace Ausweisstatus.Intake.Recording;

/// <summary>What is to be refused of a group, and the answer to each of its units; what is to be recorded is in the open documents.</summary>
internal sealed record Decision(IReadOnlyList<RefusedFact> Refused, IReadOnlyList<IReadOnlyList<Recorded>> Results);

/// <summary>Decides which submissions are new, which are known and which use an id that means something else. Pure but for the clock.</summary>
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
                recorded[i] = Decide(unit.Submissions[i], documents[unit.Submissions[i].DocumentId], known, refused);
            }

            results.Add(recorded);
        }

        return new Decision(refused, results);
    }

    private Recorded Decide(Submission submission, OpenDocument document, Dictionary<Guid, KnownBefore> known, List<RefusedFact> refused)
    {
        if (!known.TryGetValue(submission.FactId, out var before))
        {
            // The next one of this group with the same id meets this one.
            known.Add(submission.FactId, new KnownBefore(submission.DocumentId, submission.Fact));
            document.Add(submission);
            return new Recorded(Outcome.Accepted, submission.DocumentId);
        }

        if (submission.IsTheSameAs(before.Document, before.Fact, keys))
        {
            return new Recorded(Outcome.Duplicate, submission.DocumentId);
        }

        refused.Add(RefusedFact.Of(submission, IntakeProblems.EventIdReused, clock.GetUtcNow()));
        return new Recorded(Outcome.Rejected, submission.DocumentId, IntakeProblems.EventIdReused);
    }
}
