using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Ausweisstatus.Access;
using Ausweisstatus.Tests.Problems;
using CsCheck;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.Access;

public sealed class TokensAtTheDoor(AccessHost host) : IClassFixture<AccessHost>
{
    [Fact]
    public async Task A_valid_token_passes_and_the_endpoint_knows_who_calls()
    {
        var (client, key) = await host.SomebodyAsync();
        var answer = await host.GetAsync("/doors/machines", ClientToken.Create(client.Id, key, "ausweisstatus", DateTimeOffset.UtcNow));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldBe($"{client.Id} Manufacturer");
        (await host.GetAsync("/doors/machines", Tokens.Sign(Tokens.Claims(client.Id), key))).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task No_token_is_asked_for_one()
    {
        var answer = await host.GetAsync("/doors/machines");
        await answer.ShouldBeProblem(HttpStatusCode.Unauthorized, "unauthenticated");
        answer.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer");
    }

    public static TheoryData<string> BrokenClaims => new(Broken.Keys);

    private static readonly Dictionary<string, Action<JsonObject>> Broken = new()
    {
        ["expired"] = claims => claims["exp"] = Tokens.Now - 31,
        ["expires too late"] = claims => claims["exp"] = Tokens.Now + 300 + 40,
        ["never expires"] = claims => claims.Remove("exp"),
        ["expires at the end of time"] = claims => claims["exp"] = 1e300,
        ["expires in words"] = claims => claims["exp"] = "tomorrow",
        ["not valid yet"] = claims => claims["nbf"] = Tokens.Now + 60,
        ["issued in the future"] = claims => claims["iat"] = Tokens.Now + 60,
        ["issued after it expired"] = claims => (claims["exp"], claims["iat"]) = (Tokens.Now - 5, Tokens.Now),
        ["for another installation"] = claims => claims["aud"] = "elsewhere",
        ["for two installations"] = claims => claims["aud"] = new JsonArray("ausweisstatus", "elsewhere"),
        ["for nobody"] = claims => claims.Remove("aud"),
        ["for a number"] = claims => claims["aud"] = 7,
        ["subject differs"] = claims => claims["sub"] = "somebody-else",
        ["subject missing"] = claims => claims.Remove("sub"),
        ["issuer missing"] = claims => claims.Remove("iss"),
        ["issuer unknown"] = claims => IssuedBy(claims, "nobody-knows-me"),
        ["issuer a list"] = claims => claims["iss"] = new JsonArray("a", "b"),
        ["issuer with a quote"] = claims => IssuedBy(claims, "x' or '1'='1"),
        ["issuer with NUL"] = claims => IssuedBy(claims, "a\0b"),
    };

    private static void IssuedBy(JsonObject claims, string client)
    {
        claims["iss"] = client;
        claims["sub"] = client;
    }

    [Theory, MemberData(nameof(BrokenClaims))]
    public async Task A_token_that_says_something_wrong_is_refused(string wrong)
    {
        var (client, key) = await host.SomebodyAsync();
        var claims = Tokens.Claims(client.Id);
        Broken[wrong](claims);
        await IsRefused(Tokens.Sign(claims, key));
    }

    public static TheoryData<string> BrokenSignatures => new(Forgeries.Keys);

    private static readonly Dictionary<string, Func<Client, ECDsa, string>> Forgeries = new()
    {
        ["unsigned"] = (client, _) => Tokens.Sign(Tokens.Claims(client.Id).ToJsonString(), """{"alg":"none"}""", _ => []),
        ["unsigned but says ES256"] = (client, _) => Tokens.Sign(Tokens.Claims(client.Id).ToJsonString(), Tokens.Es256, _ => []),
        ["public key as a shared secret"] = (client, key) => Tokens.Sign(
            Tokens.Claims(client.Id).ToJsonString(), """{"alg":"HS256"}""",
            text => HMACSHA256.HashData(Encoding.ASCII.GetBytes(key.ExportSubjectPublicKeyInfoPem()), text)),
        ["right key, other algorithm"] = (client, key) => Tokens.Sign(
            Tokens.Claims(client.Id).ToJsonString(), """{"alg":"ES384"}""", text => key.SignData(text, HashAlgorithmName.SHA384)),
        ["somebody's key"] = (client, _) => Tokens.Sign(Tokens.Claims(client.Id), ECDsa.Create(ECCurve.NamedCurves.nistP256)),
        ["somebody's key with the right kid"] = (client, key) => Tokens.Sign(
            Tokens.Claims(client.Id), ECDsa.Create(ECCurve.NamedCurves.nistP256), $$"""{"alg":"ES256","kid":"{{PublicKey.Of(key).Id}}"}"""),
        ["a key it brings along"] = (client, _) => WithOwnKey(client.Id),
        ["signature of zeros"] = (client, _) => Tokens.Sign(Tokens.Claims(client.Id).ToJsonString(), Tokens.Es256, _ => new byte[64]),
        ["changed after signing"] = (client, key) => Tokens.Sign(Tokens.Claims(client.Id), key) switch
        {
            var t => $"{t.Split('.')[0]}.{Tokens.Encode(Encoding.UTF8.GetBytes(Tokens.Claims(client.Id, 300).ToJsonString()))}.{t.Split('.')[2]}",
        },
        ["signature cut"] = (client, key) => Tokens.Sign(Tokens.Claims(client.Id), key)[..^4],
    };

    private static string WithOwnKey(string client)
    {
        var own = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var jwk = PublicKey.Of(own).Jwk;
        var header = $$$"""{"alg":"ES256","jwk":{"kty":"EC","crv":"P-256","x":"{{{jwk.X}}}","y":"{{{jwk.Y}}}"}}""";
        return Tokens.Sign(Tokens.Claims(client), own, header);
    }

    [Theory, MemberData(nameof(BrokenSignatures))]
    public async Task A_token_that_the_client_did_not_sign_is_refused(string wrong)
    {
        var (client, key) = await host.SomebodyAsync();
        await IsRefused(Forgeries[wrong](client, key));
    }

    [Fact]
    public async Task The_key_of_one_client_does_not_open_for_another()
    {
        var (one, _) = await host.RegisterAsync();
        var (_, keyOfOther) = await host.RegisterAsync();
        await IsRefused(Tokens.Sign(Tokens.Claims(one.Id), keyOfOther));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("..")]
    [InlineData("a.b.c")]
    [InlineData("....")]
    [InlineData("e30.e30.")]
    [InlineData("bnVsbA.bnVsbA.AA")]
    [InlineData("W10.W10.AA")]
    [InlineData("eyJhbGciOiJFUzI1NiJ9.e30.AA")]
    [InlineData("eyJhbGciOjF9.eyJpc3MiOjF9.AA")]
    [InlineData("eyJhbGciOiJFUzI1NiIsImVuYyI6MX0.a.b.c.d")]
    public async Task What_is_no_token_is_refused(string garbage) => await IsRefused(garbage);

    [Fact]
    public async Task A_huge_token_is_refused()
    {
        var (client, key) = await host.SomebodyAsync();
        var claims = Tokens.Claims(client.Id);
        claims["padding"] = new string('x', 20_000);
        await IsRefused(Tokens.Sign(claims, key));
        // This one nobody reads: all header fields together may not be as long.
        (await host.GetAsync("/doors/machines", new string('x', 100_000))).StatusCode.ShouldBe(HttpStatusCode.RequestHeaderFieldsTooLarge);
    }

    [Fact]
    public async Task Whatever_is_done_to_a_token_it_is_refused_and_never_an_error_of_ours()
    {
        var (client, key) = await host.SomebodyAsync();
        var valid = Tokens.Sign(Tokens.Claims(client.Id), key);
        var parts = valid.Split('.');
        // Each part replaced by the encoding of anything, or a symbol of it by another one.
        var anything = Gen.OneOf(
            Gen.Select(Gen.Int[0, 2], Gen.Byte.Array[0, 60], (i, bytes) => Replace(parts, i, Tokens.Encode(bytes))),
            Gen.Select(Gen.Int[0, 2], Json, (i, json) => Replace(parts, i, Tokens.Encode(Encoding.UTF8.GetBytes(json)))),
            Gen.Select(Gen.Int[0, valid.Length - 3], Gen.Char[" !-~."], (i, symbol) => valid[..i] + symbol + valid[(i + 1)..]));
        await anything.Where(token => token != valid).SampleAsync(
            async token => (int)(await host.GetAsync("/doors/machines", token)).StatusCode == 401, iter: 2_000, threads: 2);
    }

    private static readonly string[] Odd =
    [
        "null", "[]", "{}", "7", "\"\"", "{\"alg\":null}", "{\"alg\":[]}", "{\"alg\":\"ES256\",\"kid\":{}}", "{\"alg\":\"ES256\",\"crit\":7}",
        "{\"iss\":null}", "{\"iss\":{}}", "{\"iss\":true,\"sub\":true}", "{\"exp\":-1e999}", "{\"exp\":{}}", "{\"iss\":\"\\ud800\"}",
        "{\"iss\":\"a\",\"iss\":\"b\"}", "{", new string('[', 3000), "{\"nbf\":99999999999999999999}",
    ];

    private static readonly Gen<string> Json = Gen.Int[0, Odd.Length - 1].Select(i => Odd[i]);

    private static string Replace(string[] parts, int index, string part) =>
        string.Join('.', parts.Select((p, i) => i == index ? part : p));

    private async Task IsRefused(string token)
    {
        var answer = await host.GetAsync("/doors/machines", token);
        await answer.ShouldBeProblem(HttpStatusCode.Unauthorized, "unauthenticated");
        answer.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer error=\"invalid_token\"");
        // A bad token takes nothing from what is for everyone.
        (await host.GetAsync("/doors/open", token)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
