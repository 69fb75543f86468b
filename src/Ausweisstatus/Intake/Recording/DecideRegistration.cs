using Ausweisstatus.Domain;

namespace Ausweisstatus.Intake.Recording;

/// <summary>
/// Decides whether an application can be registered: the order has none yet, or the same one; and whoever holds the slip finds the document
/// with it. Decided inside the commit, so that of two registrations at once the second meets the first.
/// </summary>
internal static class DecideRegistration
{
    /// <param name="submission">With its registration.</param>
    /// <param name="document">What the document is known to be. It gets the fact where it is accepted.</param>
    /// <param name="keys">The keys of this installation.</param>
    public static Recorded Decide(Submission submission, OpenDocument document, LookupKeys keys)
    {
        var registration = submission.Registration!;
        var before = document.Known;
        if (before.Application() is { } recorded)
        {
            return registration.IsTheSameAs(recorded, keys)
                ? new Recorded(Outcome.Duplicate, document.Id, Registered: before)
                : Recorded.Rejected(submission, IntakeProblems.OrderAlreadyRegistered);
        }

        var numbered = Numbered(submission, before);
        var after = before.With(new KnownFact(numbered.FactId, numbered.Fact));
        // Known already may be a new code, for another date of birth or for none.
        if (after.Lookup is null || after.Lookup != LookupOfHolder(numbered, after, keys))
        {
            return Recorded.Rejected(submission, IntakeProblems.OrderAlreadyRegistered);
        }

        document.Add(numbered);
        return new Recorded(Outcome.Accepted, document.Id, Registered: after);
    }

    /// <summary>A registration that was retracted can be made again, under the next number.</summary>
    private static Submission Numbered(Submission submission, Document document)
    {
        var taken = document.Facts.SelectMany(known => known.Fact is FactRetracted retraction ? [known.Id, retraction.Fact] : (Guid[])[known.Id]).ToHashSet();
        for (var number = 1; ; number++)
        {
            var numbered = submission.WithEventId($"{Submission.RegistrationIds}{number}/{submission.DocumentId}");
            if (!taken.Contains(numbered.FactId))
            {
                return numbered;
            }
        }
    }

    private static string LookupOfHolder(Submission submission, Document document, LookupKeys keys) =>
        keys.KeyOf(document).LookupOf(keys.ReferenceOf(document), submission.DateOfBirth!.Value).ToString();
}
