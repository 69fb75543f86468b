using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Net;
using System.Threading.RateLimiting;
using Ausweisstatus.Problems;
using Microsoft.Extensions.Options;

namespace Ausweisstatus.Access;

/// <summary>Settings below <c>Ausweisstatus:Throttle</c>.</summary>
internal sealed class ThrottleSettings
{
    /// <summary>Failed lookups an address may have at once.</summary>
    [Range(1, 1_000_000)]
    public int Burst { get; set; } = 300;

    /// <summary>Failed lookups an address may have in the long run.</summary>
    [Range(1, 1_000_000)]
    public int PerMinute { get; set; } = 60;

    /// <summary>Misses within an hour after which a reference is locked for an hour.</summary>
    [Range(1, 250)]
    public int MissesPerReference { get; set; } = 20;
}

/// <summary>
/// Slows down guessing. An address pays for failed lookups only, so that an office with one address for everybody
/// is not punished for being many. A reference that is tried too often answers like an unknown one for an hour.
/// </summary>
internal sealed class LookupThrottle : IDisposable
{
    // Addresses share this many buckets, by a hash that nobody outside knows: a bound on memory that no attacker moves.
    private const int Buckets = 1 << 17;
    private const string Policy = "failed-lookups";

    private readonly ReferenceLocks _locks;
    private readonly PartitionedRateLimiter<IPAddress?> _perAddress;
    private readonly string _policy;

    public LookupThrottle(IOptions<ThrottleSettings> settings, TimeProvider clock)
    {
        var (burst, perMinute) = (settings.Value.Burst, settings.Value.PerMinute);
        // Whole tokens in at most a second's pace, so that waiting helps soon.
        var perPeriod = Math.Max(1, perMinute / 60);
        var bucket = new TokenBucketRateLimiterOptions
        {
            TokenLimit = burst,
            TokensPerPeriod = perPeriod,
            ReplenishmentPeriod = TimeSpan.FromMinutes(1.0 * perPeriod / perMinute),
            QueueLimit = 0,
        };
        _perAddress = PartitionedRateLimiter.Create<IPAddress?, int>(
            address => RateLimitPartition.GetTokenBucketLimiter(CallerAddress.Hash(address) & (Buckets - 1), _ => bucket));
        _policy = string.Create(CultureInfo.InvariantCulture, $"\"{Policy}\";q={burst};w={Math.Max(1, burst * 60L / perMinute)}");
        _locks = new ReferenceLocks(settings.Value.MissesPerReference, clock);
    }

    /// <summary>Ask before a lookup: null, or the answer to give instead of one.</summary>
    public Problem? Refusal(IPAddress? address)
    {
        // Not by asking for no token at all: that succeeds with any fraction of one, and a moment after the last there is a fraction.
        if (_perAddress.GetStatistics(address)?.CurrentAvailablePermits > 0) return null;
        using var lease = _perAddress.AttemptAcquire(address);
        if (lease.IsAcquired) return null;
        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var told) ? told : TimeSpan.FromSeconds(1);
        var seconds = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds));
        return Problem.TooManyRequests.RetryAfter(wait)
            .With("RateLimit-Policy", _policy)
            .With("RateLimit", string.Create(CultureInfo.InvariantCulture, $"\"{Policy}\";r=0;t={seconds}"));
    }

    /// <summary>Whether to answer as if there were no such reference.</summary>
    /// <param name="key">A keyed hash of the reference; never the reference.</param>
    public bool IsLocked(ulong key) => _locks.IsLocked(key);

    /// <summary>A lookup found nothing.</summary>
    /// <param name="address">Who asked.</param>
    /// <param name="key">A keyed hash of the reference; never the reference.</param>
    public void Missed(IPAddress? address, ulong key)
    {
        using var paid = _perAddress.AttemptAcquire(address);
        _locks.Missed(key);
    }

    public void Dispose() => _perAddress.Dispose();
}
