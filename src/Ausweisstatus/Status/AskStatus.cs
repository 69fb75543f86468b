using Ausweisstatus.Domain;
using Ausweisstatus.Locations;
using Ausweisstatus.Throttling;

namespace Ausweisstatus.Status;

/// <summary>
/// A citizen asks with the code of the slip and a date of birth. Unknown, wrong, reissued and paused cost the same work and lead to the
/// same outcome.
/// </summary>
public sealed class AskStatus : IAskStatus
{
    private readonly LookupKeys keys;
    private readonly FindDocument find;
    private readonly AuthorityDirectory authorities;
    private readonly LookupThrottle throttle;
    private readonly KnownDevices devices;
    private readonly TimeProvider clock;

    internal AskStatus(
        LookupKeys keys, FindDocument find, AuthorityDirectory authorities, LookupThrottle throttle, KnownDevices devices, TimeProvider clock) =>
        (this.keys, this.find, this.authorities, this.throttle, this.devices, this.clock) = (keys, find, authorities, throttle, devices, clock);

    /// <param name="reference">The code, as it was typed.</param>
    /// <param name="dateOfBirth">The date of birth.</param>
    /// <param name="asker">Who asks, for slowing down those who guess.</param>
    /// <param name="language">A BCP 47 tag; German is spoken where it is none of ours.</param>
    /// <param name="cancellation">Ends the question.</param>
    public async Task<AskOutcome> AskAsync(
        string? reference, DateOfBirth dateOfBirth, Asker asker, string? language, CancellationToken cancellation)
    {
        if (!Reference.TryParse(reference, out var code))
        {
            return new AskOutcome.Typo();
        }

        var lookups = Array.ConvertAll(keys.LookupsOf(code, dateOfBirth), lookup => lookup.ToString());
        using var attempt = await throttle.BeginAsync(asker, code, lookups[0], cancellation);
        if (attempt.Refusal is { } refusal)
        {
            return new AskOutcome.TooMany(refusal.Wait ?? TimeSpan.Zero) { Problem = refusal };
        }

        // In a pause it is looked up too, under a name nothing is stored under: the answer must not come sooner.
        var document = await find.ByLookupAsync(attempt.IsLetThrough ? lookups : Array.ConvertAll(lookups, Nowhere), cancellation);
        if (document?.Status.Lookup is { } found && Answer(document, language) is { } answer)
        {
            return new AskOutcome.Found(answer) { Lookup = found, Device = devices.TokenFor(asker.Device, code) };
        }

        attempt.CountAsMiss();
        return new AskOutcome.NotFound();
    }

    private StatusAnswer? Answer(Document document, string? language) =>
        AnswerStatus.Answer(document, authorities.Find(document.Authority), Language.Of(language), clock.GetUtcNow());

    // Lookups begin with the version of a key, which is never 0.
    private static string Nowhere(string lookup) => $"0{lookup.AsSpan(1)}";
}
