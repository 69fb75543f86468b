using Ausweisstatus.Domain;

namespace Ausweisstatus.Intake.Recording;

/// <summary>What is to be recorded of a group, and the answer to each of its units.</summary>
internal sealed record Decision(
    IReadOnlyList<Submission> Accepted,
    IReadOnlyList<RefusedFact> Refused,
    IReadOnlyList<IReadOnlyList<Recorded>> Results);

/// <summary>Decides which submissions are new, which are known and which use an id that means something else. Pure but for the clock.</summary>
internal sealed class DecideFacts(LookupKeys keys, TimeProvider clock)
{
    public Decision Decide(IReadOnlyList<CommitUnit> units, Dictionary<Guid, KnownBefore> known)
    {
        List<Submission> accepted = [];
        List<RefusedFact> refused = [];
        var results = units
            .Select(unit => (IReadOnlyList<Recorded>)[.. unit.Submissions.Select(submission => Decide(submission, known, accepted, refused))])
            .ToList();
        return new Decision(accepted, refused, results);
    }

    private Recorded Decide(Submission submission, Dictionary<Guid, KnownBefore> known, List<Submission> accepted, List<RefusedFact> refused)
    {
        if (!known.TryGetValue(submission.FactId, out var before))
        {
            // The next one of this group with the same id meets this one.
            known.Add(submission.FactId, new KnownBefore(submission.DocumentId, submission.Fact));
            accepted.Add(submission);
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
