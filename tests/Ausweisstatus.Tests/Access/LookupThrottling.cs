using System.Globalization;
using System.Net;
using Ausweisstatus.Access;
using Microsoft.Extensions.Options;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.Access;

public sealed class LookupThrottling
{
    private readonly Clock _clock = new();

    private LookupThrottle Throttle(int burst = 5, int perMinute = 1) =>
        new(Options.Create(new ThrottleSettings { Burst = burst, PerMinute = perMinute }), _clock);

    private static IPAddress Address(string text) => IPAddress.Parse(text);

    [Fact]
    public void Only_failed_lookups_use_up_what_an_address_has()
    {
        using var throttle = Throttle();
        var me = Address("192.0.2.1");
        for (var i = 0; i < 1000; i++) throttle.Refusal(me).ShouldBeNull();
        for (var i = 0; i < 5; i++)
        {
            throttle.Refusal(me).ShouldBeNull();
            throttle.Missed(me, (ulong)i);
        }
        var refusal = throttle.Refusal(me).ShouldNotBeNull();
        refusal.Slug.ShouldBe("too-many-requests");
        refusal.Status.ShouldBe(429);
        throttle.Refusal(Address("192.0.2.2")).ShouldBeNull();
    }

    [Fact]
    public void A_refusal_says_when_to_try_again_and_what_the_rule_is()
    {
        using var throttle = Throttle(burst: 2, perMinute: 2);
        for (var i = 0; i < 2; i++) throttle.Missed(Address("192.0.2.1"), 1);
        var headers = throttle.Refusal(Address("192.0.2.1"))!.Headers.ToDictionary(h => h.Key, h => h.Value);
        headers["RateLimit-Policy"].ShouldBe("\"failed-lookups\";q=2;w=60");
        var wait = int.Parse(headers["Retry-After"], CultureInfo.InvariantCulture);
        wait.ShouldBeInRange(1, 30);
        headers["RateLimit"].ShouldBe($"\"failed-lookups\";r=0;t={wait}");
    }

    [Fact]
    public async Task Waiting_helps()
    {
        using var throttle = Throttle(burst: 1, perMinute: 60);
        var me = Address("192.0.2.1");
        throttle.Missed(me, 1);
        throttle.Refusal(me).ShouldNotBeNull();
        await Eventually.TrueAsync(() => throttle.Refusal(me) is null, TimeSpan.FromSeconds(5));
    }

    [Theory]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData("192.0.2.1", "::ffff:192.0.2.1", true)]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    public void An_address_is_an_IPv4_address_or_an_IPv6_network_of_64_bits(string one, string other, bool same)
    {
        using var throttle = Throttle(burst: 1);
        throttle.Missed(Address(one), 1);
        (throttle.Refusal(Address(other)) is not null).ShouldBe(same);
    }

    [Fact]
    public void After_twenty_misses_within_an_hour_a_reference_is_locked_for_an_hour()
    {
        using var throttle = Throttle();
        Miss(throttle, 19);
        throttle.IsLocked(Key).ShouldBeFalse();
        _clock.Passes(TimeSpan.FromMinutes(59));
        Miss(throttle, 1);
        throttle.IsLocked(Key).ShouldBeTrue();
        throttle.IsLocked(Key + 1).ShouldBeFalse();

        _clock.Passes(TimeSpan.FromMinutes(59));
        throttle.IsLocked(Key).ShouldBeTrue();
        // More misses do not make it longer.
        Miss(throttle, 50);
        _clock.Passes(TimeSpan.FromMinutes(1));
        throttle.IsLocked(Key).ShouldBeFalse();
        Miss(throttle, 19);
        throttle.IsLocked(Key).ShouldBeFalse();
        Miss(throttle, 1);
        throttle.IsLocked(Key).ShouldBeTrue();
    }

    [Fact]
    public void Misses_of_another_hour_do_not_count()
    {
        using var throttle = Throttle();
        Miss(throttle, 19);
        _clock.Passes(TimeSpan.FromMinutes(60));
        Miss(throttle, 19);
        throttle.IsLocked(Key).ShouldBeFalse();
    }

    [Fact]
    public async Task Misses_at_the_same_time_are_all_counted()
    {
        var locks = new ReferenceLocks(200, _clock);
        await Parallel.ForAsync(0, 199, (_, _) => { locks.Missed(Key); return ValueTask.CompletedTask; });
        locks.IsLocked(Key).ShouldBeFalse();
        locks.Missed(Key);
        locks.IsLocked(Key).ShouldBeTrue();
    }

    [Fact]
    public void Trying_many_other_references_does_not_unlock_one()
    {
        var locks = new ReferenceLocks(20, _clock);
        for (var i = 0; i < 20; i++) locks.Missed(Key);
        for (ulong other = 1; other < 1_000_000; other++) locks.Missed(Key + other * 0x9E3779B97F4A7C15);
        locks.IsLocked(Key).ShouldBeTrue();
    }

    private const ulong Key = 0xFEDC_BA98_7654_3210;

    private static void Miss(LookupThrottle throttle, int times)
    {
        for (var i = 0; i < times; i++) throttle.Missed(null, Key);
    }

    private sealed class Clock : TimeProvider
    {
        private long _ticks;
        public override long TimestampFrequency => TimeSpan.TicksPerSecond;
        public override long GetTimestamp() => _ticks;
        public void Passes(TimeSpan time) => _ticks += time.Ticks;
    }
}
