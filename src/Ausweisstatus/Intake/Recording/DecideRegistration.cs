using Ausweisstatus.Domain;
using Ausweisstatus.EventLog;

namespace Ausweisstatus.Intake.Recording;

/// <summary>
/// Decides whether an application can be registered: the order has none yet, or the same one; and whoever holds the slip finds the document
/// with it. Decided inside the commit, so that of two registrations at once the second meets the first.
/// </summary>
internal static class DecideRegistration
{
    /// <param name="submission">With its registration.</param>
    /// <param name="document">As it is known to be.</param>
    /// <param name="documents">Are given the fact where it is accepted.</param>
    /// <param name="keys">The keys of this installation.</param>
    public static Recorded Decide(Submission submission, PendingDocument document, PendingDocuments documents, LookupKeys keys)
    {
        var registration = submission.Registration!;
        var before = document.Now;
        if (before.Application() is { } recorded)
        {
            return registration.IsTheSameAs(recorded, keys) && HolderFinds(submission, before, keys)
                ? new Recorded(Outcome.Duplicate, document.Id, Registered: before)
                : Recorded.Rejected(submission, IntakeProblems.OrderAlreadyRegistered);
        }

        if (document.IsArchived)
        {
            return Recorded.Rejected(submission, IntakeProblems.DocumentClosed);
        }

        var fact = Numbered(submission, before);
        var after = before.With(new KnownFact(fact.Id, fact.Fact));
        if (!HolderFinds(submission, after, keys))
        {
            return Recorded.Rejected(submission, IntakeProblems.OrderAlreadyRegistered);
        }

        documents.Add(document, fact);
        return new Recorded(Outcome.Accepted, document.Id, Registered: after);
    }

    /// <summary>A registration that was retracted can be made again, under the next number.</summary>
    private static NewFact Numbered(Submission submission, Document document)
    {
        var taken = document.Facts.SelectMany(known => known.Fact is FactRetracted retraction ? [known.Id, retraction.Fact] : (Guid[])[known.Id]).ToHashSet();
        for (var number = 1; ; number++)
        {
            var numbered = new NewFact(
                submission.Fact, submission.New.Source, $"{Submission.RegistrationIds}{number}/{submission.Document.Id}", submission.New.Client, submission.New.Trace);
            if (!taken.Contains(numbered.Id))
            {
                return numbered;
            }
        }
    }

    // A new code may be in force, for another date of birth or for none.
    private static bool HolderFinds(Submission submission, Document document, LookupKeys keys) =>
        document.Lookup is { } lookup && lookup == keys.KeyOf(document).LookupOf(keys.ReferenceOf(document), submission.DateOfBirth!.Value).ToString();
}
