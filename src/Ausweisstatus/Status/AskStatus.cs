using Ausweisstatus.Domain;
using Ausweisstatus.ExpectedDates;
using Ausweisstatus.Languages;
using Ausweisstatus.Locations;
using Ausweisstatus.Throttling;

namespace Ausweisstatus.Status;

/// <summary>
/// A citizen asks with the code of the slip and a date of birth. Unknown, wrong, reissued and paused cost the same work and lead to the
/// same outcome.
/// </summary>
internal class AskStatus(
    LookupKeys keys, FindDocument find, AuthorityDirectory authorities, LookupThrottle throttle, KnownDevices devices,
    ExpectedTimesDirectory expected, TimeProvider clock)
{
    /// <param name="reference">The code.</param>
    /// <param name="dateOfBirth">The date of birth.</param>
    /// <param name="asker">Who asks, for slowing down those who guess.</param>
    /// <param name="language">The language of the answer.</param>
    /// <param name="cancellation">Ends the question.</param>
    public virtual async Task<AskOutcome> AskAsync(
        Reference reference, DateOfBirth dateOfBirth, Asker asker, Language language, CancellationToken cancellation)
    {
        var lookups = Array.ConvertAll(keys.LookupsOf(reference, dateOfBirth), lookup => lookup.ToString());
        using var attempt = await throttle.BeginAsync(asker, reference, lookups[0], cancellation);
        if (attempt.Refusal is { } refusal)
        {
            return new AskOutcome.TooMany(refusal.Wait ?? TimeSpan.Zero) { Problem = refusal };
        }

        // In a pause it is looked up too, under a name nothing is stored under: the answer must not come sooner.
        var document = await find.ByLookupAsync(attempt.IsLetThrough ? lookups : Array.ConvertAll(lookups, Nowhere), cancellation);
        if (document?.Status.Lookup is { } found && Answer(document, language) is { } answer)
        {
            return new AskOutcome.Found(answer) { Lookup = found, Document = document, Device = devices.TokenFor(asker.Device, reference) };
        }

        attempt.CountAsMiss();
        return new AskOutcome.NotFound();
    }

    private StatusAnswer? Answer(Document document, Language language) =>
        AnswerStatus.At(document, authorities.Find(document.Authority), language, clock.GetUtcNow(), expected.Current);

    // Lookups begin with the version of a key, which is never 0.
    private static string Nowhere(string lookup) => $"0{lookup.AsSpan(1)}";
}
