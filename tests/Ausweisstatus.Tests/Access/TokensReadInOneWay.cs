using System.Net;
using System.Security.Cryptography;
using Ausweisstatus.Access;
using Ausweisstatus.Drills.Ground;
using Ausweisstatus.Tests.Problems;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.Access;

/// <summary>Every token here is signed by its client: what is refused is only that it can be read in two ways.</summary>
public sealed class TokensReadInOneWay(AccessHost host) : IClassFixture<AccessHost>
{
    private const string Header = """{"alg":"ES256","typ":"JWT"}""";

    public static TheoryData<string> BadHeaders => new(
        """{"alg":"ES256","crit":["x"],"x":1}""",
        """{"alg":"ES256","crit":["exp"],"exp":9999999999}""",
        """{"alg":"ES256","crit":[]}""",
        """{"alg":"ES256","crit":null}""",
        """{"alg":"ES256","\u0063rit":["x"],"x":1}""",
        """{"alg":"ES256","crit":["b64"],"b64":false}""",
        """{"alg":"ES256","crit":["b64"],"b64":true}""",
        """{"alg":"ES256","b64":false}""",
        """{"alg":"ES256","b64":"false"}""",
        """{"alg":"ES256","alg":"ES256"}""",
        """{"alg":"none","alg":"ES256"}""",
        """{"alg":"ES256","\u0061lg":"none"}""",
        """{"alg":"ES256","kid":"a","kid":"b"}""",
        """{"alg":"ES256","typ":"JWT","typ":"JWT"}""",
        """{"alg":"ES256","x":{"a":1,"a":2}}""",
        """{"alg":"es256"}""",
        """{"alg":"ES256 "}""",
        """{"alg":["ES256"]}""",
        """{"alg":null}""",
        """{"alg":"ES256","kid":7}""",
        """{"alg":"ES256","kid":"\ud800"}""",
        """{"alg":"ES256"} {}""",
        """{"alg":"ES256"}x""",
        """{"alg":"ES256",}""",
        """{"alg":"ES256"/**/}""",
        """[{"alg":"ES256"}]""",
        "{\"alg\":\"ES256\",\"x\":" + new string('[', 100) + new string(']', 100) + "}",
        "{\"alg\":\"ES256\"}\0",
        "\ufeff{\"alg\":\"ES256\"}");

    [Theory, MemberData(nameof(BadHeaders))]
    public async Task A_header_that_can_be_read_in_two_ways_or_must_be_understood_is_refused(string header)
    {
        var (client, key) = await host.SomebodyAsync();
        await IsRefused(Sign(Claims(client.Id), key, header));
    }

    // %C the client, %N now, %E in two minutes.
    public static TheoryData<string> BadPayloads => new(
        """{"iss":"%C","sub":"%C","aud":"ausweisstatus","exp":"%E"}""",
        """{"iss":"%C","sub":"%C","aud":"ausweisstatus","exp":"%E.5"}""",
        """{"iss":"%C","sub":"%C","aud":"ausweisstatus","exp":[%E]}""",
        """{"iss":"%C","sub":"%C","aud":"ausweisstatus","exp":null}""",
        """{"iss":"%C","sub":"%C","aud":"ausweisstatus","exp":true}""",
        """{"iss":"%C","sub":"%C","aud":"ausweisstatus","exp":NaN}""",
        """{"iss":"%C","sub":"%C","aud":"ausweisstatus","exp":1e400}""",
        """{"iss":"%C","sub":"%C","aud":"ausweisstatus","exp":-%E}""",
        """{"iss":"%C","sub":"%C","aud":"ausweisstatus","exp":%E,"exp":%E}""",
        """{"iss":"%C","sub":"%C","aud":"ausweisstatus","exp":1,"exp":%E}""",
        """{"iss":"%C","sub":"%C","aud":"ausweisstatus","exp":%E,"\u0065xp":%E}""",
        """{"iss":"%C","sub":"%C","aud":"ausweisstatus","exp":%E,"iat":"%N"}""",
        """{"iss":"%C","sub":"%C","aud":"ausweisstatus","exp":%E,"iat":-1e300}""",
        """{"iss":"%C","sub":"%C","aud":"ausweisstatus","exp":%E,"iat":null}""",
        """{"iss":"%C","sub":"%C","aud":"ausweisstatus","exp":%E,"nbf":"%N"}""",
        """{"iss":"%C","sub":"%C","aud":"ausweisstatus","exp":%E,"nbf":-1}""",
        """{"iss":"%C","sub":"%C","aud":"ausweisstatus","exp":%E,"nbf":{}}""",
        """{"iss":"%C","sub":"%C","aud":"elsewhere","aud":"ausweisstatus","exp":%E}""",
        """{"iss":"%C","sub":"%C","aud":["ausweisstatus",null],"exp":%E}""",
        """{"iss":"%C","sub":"%C","aud":["ausweisstatus",["elsewhere"]],"exp":%E}""",
        """{"iss":"%C","sub":"%C","aud":[],"exp":%E}""",
        """{"iss":"%C","sub":"%C","aud":null,"exp":%E}""",
        """{"iss":"x","iss":"%C","sub":"%C","aud":"ausweisstatus","exp":%E}""",
        """{"iss":"%C","sub":"x","sub":"%C","aud":"ausweisstatus","exp":%E}""",
        """{"iss":"%C","sub":"%C","aud":"ausweisstatus","exp":%E,"jti":"a","jti":"b"}""",
        """{"iss":"%C","sub":"%C","aud":"ausweisstatus","exp":%E,"any":{"a":1,"a":2}}""",
        """{"iss":"%C","sub":"%C","aud":"ausweisstatus","exp":%E}{"exp":1}""",
        """{"iss":"%C","sub":"%C","aud":"ausweisstatus","exp":%E} x""",
        """{"iss":"%C","sub":"%C","aud":"ausweisstatus","exp":%E,}""",
        """{"iss":"%C","sub":"%C","aud":"ausweisstatus","exp":%E,"\ud800":1}""",
        """[{"iss":"%C","sub":"%C","aud":"ausweisstatus","exp":%E}]""");

    [Theory, MemberData(nameof(BadPayloads))]
    public async Task Claims_that_can_be_read_in_two_ways_are_refused(string payload)
    {
        var (client, key) = await host.SomebodyAsync();
        await IsRefused(Sign(Fill(payload, client.Id), key, Header));
    }

    [Theory]
    [InlineData("""{"iss":"%C","sub":"%C","aud":["ausweisstatus"],"exp":%E}""", Header)]
    [InlineData("""{"iss":"%C","sub":"%C","aud":"ausweisstatus","exp":%E.75,"iat":%N.1,"nbf":0}""", Header)]
    [InlineData("""{"iss":"%C","sub":"%C","aud":"ausweisstatus","exp":%E,"other":[{"a":1},{"a":2}]}""", Header)]
    [InlineData("""{"iss":"%C","sub":"%C","aud":"ausweisstatus","exp":%E}""", """{"alg":"ES256","b64":true}""")]
    [InlineData("""{"iss":"%C","sub":"%C","aud":"ausweisstatus","exp":%E}""", """{"typ":"at+jwt","alg":"ES256","kid":"whatever-they-call-it","x":[1]}""")]
    [InlineData("""{ "iss": "%C", "sub": "%C", "aud": "ausweisstatus", "exp": %E }""", """ { "alg" : "ES256" } """)]
    public async Task What_libraries_make_passes(string payload, string header)
    {
        var (client, key) = await host.SomebodyAsync();
        (await host.GetAsync("/doors/machines", Sign(Fill(payload, client.Id), key, header))).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_token_has_one_spelling()
    {
        var (client, key) = await host.SomebodyAsync();
        // 64 bytes of signature leave four spare bits, and this many characters of the payload two or none.
        var token = Sign(Claims(client.Id), key, Header);
        var parts = token.Split('.');
        foreach (var other in new[]
        {
            $"{parts[0]}=.{parts[1]}.{parts[2]}", $"{parts[0]}.{parts[1]}=.{parts[2]}", $"{parts[0]}.{parts[1]}.{parts[2]}==",
            $"{parts[0]}.{parts[1]}.{parts[2][..20]} {parts[2][20..]}", $"{parts[0]}.{parts[1]}.{parts[2][..^1]}{Next(parts[2][^1])}",
            $"{token}.", $"{token}..", $".{token}", $"{token} {token}", $"{token},{token}", $"{token}, Bearer {token}", $"{token};", $"\"{token}\"",
            $"{parts[0]}.{parts[1]}.{parts[2].Replace('-', '+').Replace('_', '/')}=", $"{parts[0]}..{parts[2]}",
        })
        {
            await IsRefused(other);
        }

        host.Services.GetRequiredService<VerifiedTokens>().Find(token).ShouldBeNull();
        (await host.GetAsync("/doors/machines", token)).StatusCode.ShouldBe(HttpStatusCode.OK);
        // And once it is known to be good the others still are not.
        await IsRefused($"{parts[0]}.{parts[1]}.{parts[2][..^1]}{Next(parts[2][^1])}");
        await IsRefused($"{token} {token}");
    }

    [Theory]
    [InlineData(200, "Bearer %T")]
    [InlineData(200, "bearer %T")]
    [InlineData(200, "BEARER   %T  ")]
    [InlineData(401, "Bearer")]
    [InlineData(401, "Bearer ")]
    [InlineData(401, "%T")]
    [InlineData(401, "Basic %T")]
    [InlineData(401, "BearerX %T")]
    [InlineData(401, "Bearer=%T")]
    [InlineData(401, "Bearer Bearer %T")]
    [InlineData(401, "Bearer %T", "Bearer %T")]
    [InlineData(401, "", "Bearer %T")]
    [InlineData(401, "Basic eDp5", "Bearer %T")]
    [InlineData(401, "Bearer nonsense", "Bearer %T")]
    public async Task The_header_field_is_read_in_one_way_too(int status, params string[] headers)
    {
        var (client, key) = await host.SomebodyAsync();
        var token = Sign(Claims(client.Id), key, Header);
        for (var time = 0; time < 2; time++)
        {
            ((int)await StatusOf(headers, token)).ShouldBe(status);
            // The second time it is a token that was verified before.
            (await host.GetAsync("/doors/machines", token)).StatusCode.ShouldBe(HttpStatusCode.OK);
        }
    }

    /// <summary>By hand, since an HTTP client would make one line of several.</summary>
    private async Task<HttpStatusCode> StatusOf(string[] headers, string token) => (HttpStatusCode)await RawHttp.StatusOfAsync(
        host.Http.BaseAddress!,
        $"GET /doors/machines HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{string.Concat(headers.Select(header => $"Authorization: {header.Replace("%T", token, StringComparison.Ordinal)}\r\n"))}\r\n");

    // The neighbour of a symbol: differs in the last bit only.
    private static char Next(char symbol)
    {
        const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        return Alphabet[Alphabet.IndexOf(symbol, StringComparison.Ordinal) ^ 1];
    }

    private static string Claims(string client) => Fill("""{"iss":"%C","sub":"%C","aud":"ausweisstatus","exp":%E}""", client);

    private static string Fill(string payload, string client) => payload
        .Replace("%C", client, StringComparison.Ordinal)
        .Replace("%N", $"{Tokens.Now}", StringComparison.Ordinal)
        .Replace("%E", $"{Tokens.Now + 120}", StringComparison.Ordinal);

    private static string Sign(string payload, ECDsa key, string header) =>
        Tokens.Sign(payload, header, text => key.SignData(text, HashAlgorithmName.SHA256));

    private async Task IsRefused(string token)
    {
        var answer = await host.GetAsync("/doors/machines", token);
        await answer.ShouldBeProblem(HttpStatusCode.Unauthorized, "unauthenticated");
    }
}
