using Ausweisstatus.Domain;
using Ausweisstatus.ExpectedDates;
using Ausweisstatus.Languages;
using Ausweisstatus.Locations;
using Ausweisstatus.Status;
using Ausweisstatus.Throttling;

namespace Ausweisstatus.Browser.Tests;

/// <summary>
/// The real answers, and some that the pages can show but a short test cannot bring about: an expected date, which needs months of lead
/// times, <see cref="RareDocuments"/>, and a caller who asked too often, which would stop every other test.
/// </summary>
internal sealed class BesidesTheRealAnswers(
    LookupKeys keys, FindDocument find, AuthorityDirectory authorities, LookupThrottle throttle, KnownDevices devices,
    ExpectedTimesDirectory expected, TimeProvider clock)
    : AskStatus(keys, find, authorities, throttle, devices, expected, clock)
{
    public override async Task<AskOutcome> AskAsync(
        Reference reference, DateOfBirth dateOfBirth, Asker asker, Language language, CancellationToken cancellation)
    {
        if ($"{reference}" == Question.Throttled.Code)
        {
            return new AskOutcome.TooMany(TimeSpan.FromSeconds(150));
        }

        if (RareDocuments.Find($"{reference}", language) is { } rare)
        {
            return new AskOutcome.Found(rare);
        }

        var outcome = await base.AskAsync(reference, dateOfBirth, asker, language, cancellation);
        return outcome is AskOutcome.Found { Answer: { Overdue: true } answer } found ? found with { Answer = answer with { Expected = Soon() } } : outcome;
    }

    private static ExpectedRange Soon()
    {
        var today = DateOnly.FromDateTime(DateTime.UtcNow);
        return new ExpectedRange(Stage.ReadyForPickup, today.AddDays(4), today.AddDays(11), Revised: true)
        {
            Reason = new("manufacturer-slower", Language.Current["expected.reason.manufacturer-slower"]),
            Before = new(today.AddDays(1), today.AddDays(6)),
            Sent = new(today.AddDays(1), today.AddDays(8)),
        };
    }
}
