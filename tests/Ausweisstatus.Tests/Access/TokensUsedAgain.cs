using System.Net;
using System.Security.Cryptography;
using Ausweisstatus.Access;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.Access;

/// <summary>A token is verified once and used many times; nothing is let through by that which would not be without.</summary>
public sealed class TokensUsedAgain(AccessHost host) : IClassFixture<AccessHost>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private VerifiedTokens Verified => host.Services.GetRequiredService<VerifiedTokens>();

    [Fact]
    public async Task The_second_time_it_is_known_and_says_the_same()
    {
        var (client, key) = await host.RegisterAsync();
        var token = Tokens.Sign(Tokens.Claims(client.Id), key);
        Verified.Find(token).ShouldBeNull();

        for (var time = 0; time < 3; time++)
        {
            var answer = await host.GetAsync("/doors/machines", token);
            (await answer.Content.ReadAsStringAsync(Cancellation)).ShouldBe($"{client.Id} Manufacturer");
            (await host.GetAsync("/doors/operator", token)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
            Verified.Find(token).ShouldNotBeNull().Caller.Client.ShouldBe(client.Id);
        }
    }

    [Fact]
    public async Task Of_a_removed_client_or_key_it_is_refused()
    {
        var (client, old) = await host.RegisterAsync();
        using var next = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        (await host.Registry.AddAsync(client with { Keys = [] }, PublicKey.Of(next), Cancellation)).Done.ShouldBeTrue();
        var (byOld, byNext) = (Tokens.Sign(Tokens.Claims(client.Id), old), Tokens.Sign(Tokens.Claims(client.Id), next));
        // A further key is noticed within seconds.
        await Eventually.TrueAsync(async () => (await host.GetAsync("/doors/machines", byNext)).StatusCode == HttpStatusCode.OK);
        await Passes(byOld);
        Verified.Find(byOld).ShouldNotBeNull();

        (await host.Registry.RemoveAsync(client.Id, PublicKey.Of(old).Id, Cancellation)).Done.ShouldBeTrue();
        await IsRefusedSoon(byOld);
        await Passes(byNext);

        (await host.Registry.RemoveAsync(client.Id, null, Cancellation)).Done.ShouldBeTrue();
        await IsRefusedSoon(byNext);
    }

    [Fact]
    public async Task Of_a_client_with_a_new_role_it_has_the_new_role()
    {
        var (client, key) = await host.RegisterAsync();
        var token = Tokens.Sign(Tokens.Claims(client.Id), key);
        await Passes(token);
        (await host.Registry.RemoveAsync(client.Id, null, Cancellation)).Done.ShouldBeTrue();
        (await host.Registry.AddAsync(client with { Role = Role.Support, Source = null, Keys = [] }, PublicKey.Of(key), Cancellation)).Done.ShouldBeTrue();
        await Eventually.TrueAsync(async () => (await host.GetAsync("/doors/machines", token)).StatusCode == HttpStatusCode.Forbidden, TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Once_expired_it_is_refused()
    {
        var (client, key) = await host.RegisterAsync();
        // Half a minute ago is forgiven.
        var claims = Tokens.Claims(client.Id, lifetime: -27);
        claims["iat"] = Tokens.Now - 100;
        var token = Tokens.Sign(claims, key);
        await Passes(token);
        Verified.Find(token).ShouldNotBeNull();
        await IsRefusedSoon(token);
    }

    [Fact]
    public async Task One_with_another_signature_is_another()
    {
        var (client, key) = await host.RegisterAsync();
        var token = Tokens.Sign(Tokens.Claims(client.Id), key);
        await Passes(token);
        var signature = token.LastIndexOf('.') + 1;
        for (var at = signature; at < token.Length - 1; at += 7)
        {
            var other = token[at] == 'A' ? 'B' : 'A';
            (await host.GetAsync("/doors/machines", token[..at] + other + token[(at + 1)..])).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }

        await Passes(token);
    }

    [Fact]
    public async Task What_was_refused_is_not_kept()
    {
        var (client, key) = await host.RegisterAsync();
        var before = Verified.Count;
        foreach (var claims in new[] { Tokens.Claims(client.Id, -60), Tokens.Claims("nobody-knows-me") })
        {
            (await host.GetAsync("/doors/machines", Tokens.Sign(claims, key))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }

        Verified.Count.ShouldBe(before);
    }

    [Fact]
    public void However_many_there_are_so_many_are_kept()
    {
        using var tokens = new VerifiedTokens();
        for (var i = 0; i < 3 * VerifiedTokens.Most; i++)
        {
            tokens.Keep($"token {i}", null!);
        }

        tokens.Count.ShouldBeInRange(1, VerifiedTokens.Most);
    }

    private async Task Passes(string token) => (await host.GetAsync("/doors/machines", token)).StatusCode.ShouldBe(HttpStatusCode.OK);

    private Task IsRefusedSoon(string token) => Eventually.TrueAsync(
        async () => (await host.GetAsync("/doors/machines", token)).StatusCode == HttpStatusCode.Unauthorized, TimeSpan.FromSeconds(10));
}
