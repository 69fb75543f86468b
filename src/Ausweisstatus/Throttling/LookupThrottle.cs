using System.Globalization;
using System.Net;
using Ausweisstatus.Domain;
using Ausweisstatus.Problems;
using Microsoft.Extensions.Options;

namespace Ausweisstatus.Throttling;

/// <summary>
/// Slows down guessing. Only misses count, so that an office with one address for everybody is not punished for being many; but each try
/// takes its miss before anything is looked up and gives it back if it was none, so that sending many at once gains nothing. A device that
/// got the answer for a code before has a budget of its own, which no stranger can use up (ADR 15).
/// </summary>
internal sealed class LookupThrottle
{
    private const int AddressPlaces = 1 << 17;
    private const int DevicePlaces = 1 << 14;
    private const int DeviceMisses = 10;
    private const int ShareAlone = 3;
    private const string Policy = "failed-lookups";

    private readonly MissBudget devices;
    private readonly KnownDevices known;
    private readonly ThrottlePlaces places;
    private readonly string policy;

    public LookupThrottle(IOptions<ThrottleSettings> settings, ThrottlePlaces places, KnownDevices known, TimeProvider clock)
    {
        var (burst, perMinute) = (settings.Value.Burst, settings.Value.PerMinute);
        (this.places, this.known) = (places, known);
        Addresses = new MissBudget(AddressPlaces, burst, TimeSpan.FromMinutes(1) / perMinute, clock);
        Codes = new CodePauses(settings.Value.MissesPerReference, clock);
        devices = new MissBudget(DevicePlaces, DeviceMisses, TimeSpan.FromHours(1) / DeviceMisses, clock);
        policy = string.Create(CultureInfo.InvariantCulture, $"\"{Policy}\";q={burst};w={Math.Max(1, burst * 60L / perMinute)}");
    }

    public MissBudget Addresses { get; }

    public CodePauses Codes { get; }

    /// <summary>Whether this node does not know what the others let through: then it lets through less.</summary>
    public bool IsAlone { get; set; }

    private int Share => IsAlone ? ShareAlone : 1;

    /// <summary>Begins a try of a code and a date of birth; to be disposed of when its result is known.</summary>
    /// <param name="asker">Who asks.</param>
    /// <param name="code">The code.</param>
    /// <param name="lookup">Code and date of birth, hashed: the same for the same try.</param>
    /// <param name="cancellation">Gives up.</param>
    public async ValueTask<Attempt> BeginAsync(Asker asker, Reference code, string lookup, CancellationToken cancellation)
    {
        if (known.Check(asker.Device, code) is { } device && devices.PlaceOf(device.Id) is var place && devices.TryTake(place, 1, out _))
        {
            return new Attempt(this) { Device = place };
        }

        var address = places.Of(asker.Address);
        var wait = await Addresses.TakeAsync(Addresses.PlaceOf(address), Share, cancellation);
        if (wait > TimeSpan.Zero)
        {
            return Refused(wait);
        }

        var at = CodePauses.PlaceOf(places.Of(code));
        return Codes.TryBegin(at, address, lookup, Share)
            ? new Attempt(this) { Address = address, Code = new CodeTry(at, lookup) }
            : new Attempt(this) { Address = address, IsLetThrough = false };
    }

    /// <summary>Begins a try that only the address pays for.</summary>
    public async ValueTask<Attempt> BeginAsync(IPAddress? address, CancellationToken cancellation)
    {
        var hash = places.Of(address);
        var wait = await Addresses.TakeAsync(Addresses.PlaceOf(hash), Share, cancellation);
        return wait > TimeSpan.Zero ? Refused(wait) : new Attempt(this) { Address = hash };
    }

    public void End(Attempt attempt, bool missed)
    {
        if (attempt is { Code: { } code, Address: { } caller })
        {
            Codes.End(code.Place, caller, code.Lookup, missed);
        }

        if (attempt.Device is { } device && !missed)
        {
            devices.GiveBack(device);
        }
        else if (attempt.Address is { } address)
        {
            Settle(Addresses.PlaceOf(address), missed);
        }
    }

    private void Settle(int address, bool missed)
    {
        if (missed)
        {
            Addresses.Share(address);
        }
        else
        {
            Addresses.GiveBack(address);
        }
    }

    private Attempt Refused(TimeSpan wait)
    {
        var seconds = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds));
        return new Attempt(this)
        {
            IsLetThrough = false,
            Refusal = Problem.TooManyRequests.RetryAfter(wait)
                .With("RateLimit-Policy", policy)
                .With("RateLimit", string.Create(CultureInfo.InvariantCulture, $"\"{Policy}\";r=0;t={seconds}")),
        };
    }
}
