using System.Globalization;
using System.Net;
using Ausweisstatus.Access;
using Ausweisstatus.Domain;
using Ausweisstatus.Locations;
using Ausweisstatus.Problems;
using Microsoft.Net.Http.Headers;

namespace Ausweisstatus.Status;

/// <summary>
/// A citizen asks with the code of the slip and a date of birth. Unknown, wrong, reissued and locked cost the same work and lead to the
/// same outcome.
/// </summary>
public sealed class AskStatus : IAskStatus
{
    private readonly LookupKeys keys;
    private readonly FindDocument find;
    private readonly AuthorityDirectory authorities;
    private readonly LookupThrottle throttle;
    private readonly TimeProvider clock;

    internal AskStatus(LookupKeys keys, FindDocument find, AuthorityDirectory authorities, LookupThrottle throttle, TimeProvider clock) =>
        (this.keys, this.find, this.authorities, this.throttle, this.clock) = (keys, find, authorities, throttle, clock);

    /// <param name="reference">The code, as it was typed.</param>
    /// <param name="dateOfBirth">The date of birth.</param>
    /// <param name="caller">Who asks, for slowing down those who guess.</param>
    /// <param name="language">A BCP 47 tag; German is spoken where it is none of ours.</param>
    /// <param name="cancellation">Ends the question.</param>
    public async Task<AskOutcome> AskAsync(
        string? reference, DateOfBirth dateOfBirth, IPAddress? caller, string? language, CancellationToken cancellation)
    {
        if (!Reference.TryParse(reference, out var code))
        {
            return new AskOutcome.Typo();
        }

        if (throttle.Refusal(caller) is { } refusal)
        {
            return TooMany(refusal);
        }

        var key = KeyOf(code);
        var lookups = Array.ConvertAll(keys.LookupsOf(code, dateOfBirth), lookup => lookup.ToString());
        // A locked reference is looked up too, under a name nothing is stored under: its answer must not come sooner.
        var document = await find.ByLookupAsync(throttle.IsLocked(key) ? Array.ConvertAll(lookups, Nowhere) : lookups, cancellation);
        if (document?.Status.Lookup is { } found && Answer(document, language) is { } answer)
        {
            return new AskOutcome.Found(answer) { Lookup = found };
        }

        throttle.Missed(caller, key);
        return new AskOutcome.NotFound();
    }

    private static AskOutcome.TooMany TooMany(Problem refusal)
    {
        var seconds = refusal.Headers.Single(header => header.Key == HeaderNames.RetryAfter).Value;
        return new AskOutcome.TooMany(TimeSpan.FromSeconds(int.Parse(seconds, CultureInfo.InvariantCulture))) { Problem = refusal };
    }

    private StatusAnswer? Answer(Document document, string? language) =>
        AnswerStatus.Answer(document, authorities.Find(document.Authority), Language.Of(language), clock.GetUtcNow());

    // Lookups begin with the version of a key, which is never 0.
    private static string Nowhere(string lookup) => $"0{lookup.AsSpan(1)}";

    // The runtime hashes texts with a secret of this process: nobody outside knows which codes share a place.
    private static uint KeyOf(Reference code) => (uint)string.GetHashCode(code.Compact, StringComparison.Ordinal);
}
