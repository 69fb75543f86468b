using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using Ausweisstatus.Domain;
using Ausweisstatus.Throttling;
using Microsoft.Extensions.Options;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.Throttling;

public sealed class LookupThrottleTests
{
    private static readonly LookupKeys Keys = new(Realm.Parse("00"), [new LookupKey(1, RandomNumberGenerator.GetBytes(32))]);
    private static readonly Reference Known = Code("known");

    private readonly StoppedClock clock = new();
    private readonly KnownDevices devices;
    private int codes;

    public LookupThrottleTests() => devices = new KnownDevices(new DeviceTokens(Keys), clock);

    [Fact]
    public void Only_failed_lookups_use_up_what_an_address_has()
    {
        var throttle = Throttle();
        var me = From("192.0.2.1");
        for (var i = 0; i < 1000; i++)
        {
            Begin(throttle, me, Known, "1.right").Dispose();
        }

        for (var i = 0; i < 5; i++)
        {
            Miss(throttle, me).ShouldBeTrue();
        }

        var refusal = Begin(throttle, me, Known, "1.right").Refusal.ShouldNotBeNull();
        refusal.Slug.ShouldBe("too-many-requests");
        refusal.Status.ShouldBe(429);
        Begin(throttle, From("192.0.2.2"), Known, "1.right").Refusal.ShouldBeNull();
    }

    [Fact]
    public async Task Many_at_once_get_no_more_than_there_is_and_those_beyond_wait_for_them()
    {
        var throttle = Throttle(burst: 50);
        var attempts = Enumerable.Range(0, 200).Select(_ => throttle.BeginAsync(From("192.0.2.1"), Another(), "1.x", CancellationToken.None).AsTask()).ToList();
        attempts.Count(attempt => attempt.IsCompleted).ShouldBe(50);

        // Forty of them are right, so that forty others are let in; all those are wrong, so that there is nothing left to wait for.
        foreach (var right in attempts.Take(40))
        {
            (await right).Dispose();
        }

        await Eventually.TrueAsync(() => attempts.Count(attempt => attempt.IsCompleted) == 90);
        foreach (var wrong in attempts.Skip(40).Where(attempt => attempt.IsCompleted).ToList())
        {
            using var attempt = await wrong;
            attempt.CountAsMiss();
        }

        (await Task.WhenAll(attempts)).Count(attempt => attempt.Refusal is null).ShouldBe(90);
    }

    [Fact]
    public async Task However_many_are_right_at_once_none_is_refused()
    {
        var throttle = Throttle(burst: 3);
        await Parallel.ForAsync(0, 5000, new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (_, cancellation) =>
        {
            using var attempt = await throttle.BeginAsync(From("192.0.2.1"), Known, "1.right", cancellation);
            await Task.Yield();
            attempt.Refusal.ShouldBeNull();
        });
        Enumerable.Range(0, 10).Count(_ => Miss(throttle, From("192.0.2.1"))).ShouldBe(3);
    }

    [Fact]
    public void A_refusal_says_when_to_try_again_and_what_the_rule_is()
    {
        var throttle = Throttle(burst: 2, perMinute: 2);
        for (var i = 0; i < 2; i++)
        {
            Miss(throttle, From("192.0.2.1"));
        }

        var headers = Begin(throttle, From("192.0.2.1"), Known, "1.right").Refusal!.Headers.ToDictionary(h => h.Key, h => h.Value);
        headers["RateLimit-Policy"].ShouldBe("\"failed-lookups\";q=2;w=60");
        headers["Retry-After"].ShouldBe("30");
        headers["RateLimit"].ShouldBe("\"failed-lookups\";r=0;t=30");

        clock.Passes(TimeSpan.FromSeconds(int.Parse(headers["Retry-After"], CultureInfo.InvariantCulture)));
        Miss(throttle, From("192.0.2.1")).ShouldBeTrue();
    }

    [Theory]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData("192.0.2.1", "::ffff:192.0.2.1", true)]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    public void An_address_is_an_IPv4_address_or_an_IPv6_network_of_64_bits(string one, string other, bool same)
    {
        var throttle = Throttle(burst: 1);
        Miss(throttle, From(one));
        Miss(throttle, From(other)).ShouldBe(!same);
    }

    [Fact]
    public void Tries_in_a_pause_cost_the_address_what_every_miss_costs()
    {
        var throttle = Throttle(burst: 30);
        var begun = 0;
        for (; Miss(throttle, From("192.0.2.1"), Known); begun++) { }
        begun.ShouldBe(30);
    }

    [Fact]
    public void A_known_device_is_not_kept_out_by_strangers_neither_at_its_code_nor_at_its_address()
    {
        var throttle = Throttle(burst: 30);
        while (Miss(throttle, From("192.0.2.1"), Known)) { }
        Begin(throttle, From("192.0.2.1"), Known, "1.right").Refusal.ShouldNotBeNull();
        Begin(throttle, From("192.0.2.2"), Known, "1.right").IsLetThrough.ShouldBeFalse();

        var owner = new Asker(IPAddress.Parse("192.0.2.1"), devices.TokenFor(null, Known));
        for (var i = 0; i < 1000; i++)
        {
            using var attempt = Begin(throttle, owner, Known, "1.right");
            attempt.IsLetThrough.ShouldBeTrue();
        }
    }

    [Fact]
    public void A_device_that_misses_too_often_is_a_stranger_for_a_while()
    {
        var throttle = Throttle(burst: 1000);
        var device = new Asker(IPAddress.Parse("192.0.2.1"), devices.TokenFor(null, Known));
        var begun = Enumerable.Range(0, 365).Select(day => Begin(throttle, device, Known, $"1.{day}")).ToList();
        begun.Count(attempt => attempt.IsLetThrough).ShouldBe(20, "ten as a device, ten as a stranger");
        foreach (var attempt in begun)
        {
            attempt.CountAsMiss();
            attempt.Dispose();
        }

        Begin(throttle, device, Known, "1.right").IsLetThrough.ShouldBeFalse();
        clock.Passes(TimeSpan.FromMinutes(6));
        Begin(throttle, device, Known, "1.right").Device.ShouldNotBeNull();
    }

    [Fact]
    public void A_token_for_another_code_and_one_that_was_made_up_are_ignored()
    {
        var throttle = Throttle();
        var good = devices.TokenFor(null, Known);
        var bent = good[..^1] + (good[^1] == '_' ? 'A' : '_');
        foreach (var token in (string?[])[null, "", "AAAA", devices.TokenFor(null, Another()), new string('A', 40), bent])
        {
            var attempt = Begin(throttle, new Asker(IPAddress.Loopback, token), Known, "1.right");
            (attempt.Device, attempt.IsLetThrough).ShouldBe((null, true));
            attempt.Dispose();
        }
    }

    [Fact]
    public void A_device_keeps_its_token_while_that_is_good_for_long()
    {
        var token = devices.TokenFor(null, Known);
        devices.TokenFor(token, Known).ShouldBe(token);
        devices.TokenFor(devices.TokenFor(null, Another()), Known).ShouldNotBe(token);
        devices.Check(token, Known).ShouldNotBeNull();
    }

    [Fact]
    public void A_node_that_does_not_know_what_others_let_through_lets_through_less()
    {
        var throttle = Throttle(burst: 30);
        throttle.IsAlone = true;
        var begun = 0;
        for (; Miss(throttle, From("192.0.2.1"), Known); begun++) { }
        begun.ShouldBe(10);
    }

    private static Attempt Begin(LookupThrottle throttle, Asker asker, Reference code, string lookup)
    {
        var begun = throttle.BeginAsync(asker, code, lookup, CancellationToken.None).AsTask();
        begun.IsCompleted.ShouldBeTrue("nobody has to wait here");
        return begun.Result;
    }

    private static Asker From(string address) => new(IPAddress.Parse(address));

    private static Reference Code(string order) =>
        Keys.Current.ReferenceOf(Keys.Realm, AuthorityId.Parse("berlin-mitte"), OrderNumber.Parse(order), 1);

    private Reference Another() => Code($"another-{codes++}");

    private bool Miss(LookupThrottle throttle, Asker asker, Reference? code = null)
    {
        using var attempt = Begin(throttle, asker, code ?? Another(), $"1.{codes++}");
        attempt.CountAsMiss();
        return attempt.Refusal is null;
    }

    private LookupThrottle Throttle(int burst = 5, int perMinute = 1) => new(
        Options.Create(new ThrottleSettings { Burst = burst, PerMinute = perMinute }), new ThrottlePlaces(Keys), devices, clock);
}
