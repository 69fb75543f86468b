using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Ausweisstatus.DevelopmentSignIn;
using Ausweisstatus.Tests.Access;
using Ausweisstatus.Tests.Intake;
using Ausweisstatus.Tests.Problems;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.Support;

/// <summary>Which tokens open the API of staff, and which do not.</summary>
[Collection(SharedStaffInstallation.Name)]
public sealed class StaffTokenTests(StaffInstallation installation)
{
    [Fact]
    public async Task A_token_of_the_provider_opens_what_its_role_may_use()
    {
        var (id, _, _) = await installation.RegisterAsync();

        (await ReadAsync(await installation.TokenAsync("support"), id)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_token_whose_signature_or_content_was_changed_opens_nothing()
    {
        var (id, _, _) = await installation.RegisterAsync();
        var parts = (await installation.TokenAsync("support")).Split('.');
        var claims = JsonNode.Parse(Base64(parts[1]))!.AsObject();
        claims["role"] = "phone";
        var none = $"{Tokens.Encode("""{"alg":"none","typ":"at+jwt"}"""u8.ToArray())}.{parts[1]}.";

        (await ReadAsync($"{parts[0]}.{Tokens.Encode(Encoding.UTF8.GetBytes(claims.ToJsonString()))}.{parts[2]}", id)).ShouldBe(HttpStatusCode.Unauthorized);
        (await ReadAsync($"{parts[0]}.{parts[1]}.{Tokens.Encode(new byte[64])}", id)).ShouldBe(HttpStatusCode.Unauthorized);
        (await ReadAsync(none, id)).ShouldBe(HttpStatusCode.Unauthorized);
        (await ReadAsync(none + parts[2], id)).ShouldBe(HttpStatusCode.Unauthorized);
        (await ReadAsync("x", id)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_token_signed_with_what_everybody_knows_opens_nothing()
    {
        var (id, _, _) = await installation.RegisterAsync();
        var payload = Encoding.UTF8.GetString(Base64((await installation.TokenAsync("support")).Split('.')[1]));
        using var http = new HttpClient { BaseAddress = installation.Provider.Issuer };
        var published = await http.GetByteArrayAsync(new Uri("/.well-known/jwks", UriKind.Relative));
        using var own = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        foreach (var secret in new[] { published, Encoding.UTF8.GetBytes(SignInProvider.ClientId) })
        {
            (await ReadAsync(Tokens.Sign(payload, """{"alg":"HS256","typ":"at+jwt"}""", text => HMACSHA256.HashData(secret, text)), id)).ShouldBe(HttpStatusCode.Unauthorized);
        }

        (await ReadAsync(Tokens.Sign(payload, """{"alg":"ES256","typ":"at+jwt"}""", text => own.SignData(text, HashAlgorithmName.SHA256)), id)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_token_of_another_provider_opens_nothing()
    {
        var (id, _, _) = await installation.RegisterAsync();
        await using var foreign = await SignInProvider.StartAsync([new("support", "desk", "berlin-mitte")]);

        (await ReadAsync(await StaffInstallation.TokenAsync(foreign, "support"), id)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task The_token_of_a_browser_is_not_made_for_the_api()
    {
        var (id, _, _) = await installation.RegisterAsync();

        (await ReadAsync(await installation.TokenAsync("support", "id_token"), id)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_token_opens_nothing_before_and_after_its_time()
    {
        var (id, _, _) = await installation.RegisterAsync();

        (await ReadAsync(await installation.TokenAtAsync(TimeSpan.FromMinutes(-4), "support"), id)).ShouldBe(HttpStatusCode.OK);
        (await ReadAsync(await installation.TokenAtAsync(TimeSpan.FromMinutes(-6), "support"), id)).ShouldBe(HttpStatusCode.Unauthorized);
        (await ReadAsync(await installation.TokenAtAsync(TimeSpan.FromMinutes(10), "support"), id)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_role_that_nobody_mapped_may_do_nothing()
    {
        var (id, _, _) = await installation.RegisterAsync();

        (await ReadAsync(await installation.TokenAsync("stranger"), id)).ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Tokens_of_clients_open_nothing_for_staff_and_those_of_staff_nothing_for_clients()
    {
        var (id, order, _) = await installation.RegisterAsync();
        foreach (var name in new[] { "support", "operator", "print-shop", "office-berlin-mitte" })
        {
            using var client = installation.As(name);
            client.DefaultRequestHeaders.Add("X-Reason", "asked on the phone");
            await (await client.GetAsync(Address(id))).ShouldBeProblem(HttpStatusCode.Unauthorized, "unauthenticated");
        }

        foreach (var person in new[] { "support", "operator" })
        {
            using var staff = await installation.AsStaffAsync(person);
            (await staff.PostEventAsync(Events.Event("fact-retracted", order, new { id = "x", reason = "did-not-happen" }, "/support/berlin-mitte"))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
            (await staff.GetAsync(new Uri("/api/v1/operations/documents?authority=berlin-mitte", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }
    }

    [Fact]
    public async Task Without_a_provider_there_is_nothing_for_staff()
    {
        await using var node = Host.Build([.. installation.NodeSettings, "--environment=Development"]);
        await node.StartAsync(TestContext.Current.CancellationToken);
        using var http = new HttpClient { BaseAddress = new Uri(node.Urls.Single()) };

        await (await http.GetAsync(Address(Guid.NewGuid()), TestContext.Current.CancellationToken)).ShouldBeProblem(HttpStatusCode.NotFound, "no-such-resource");
        (await http.GetAsync(new Uri("/staff", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await node.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task While_the_provider_is_away_a_token_is_not_called_a_bad_one()
    {
        var token = await installation.TokenAsync("support");
        await using var node = Host.Build([.. installation.NodeSettings, .. installation.StaffSettings, "--Staff:Issuer=http://127.0.0.1:9", "--environment=Development"]);
        await node.StartAsync(TestContext.Current.CancellationToken);
        using var http = new HttpClient { BaseAddress = new Uri(node.Urls.Single()) };
        http.DefaultRequestHeaders.Authorization = new("Bearer", token);

        await (await http.GetAsync(Address(Guid.NewGuid()), TestContext.Current.CancellationToken)).ShouldBeProblem(HttpStatusCode.ServiceUnavailable, "temporarily-unavailable");
        await node.StopAsync(TestContext.Current.CancellationToken);
    }

    private async Task<HttpStatusCode> ReadAsync(string token, Guid id)
    {
        using var http = installation.WithToken(token);
        return (await http.GetAsync(Address(id))).StatusCode;
    }

    private static Uri Address(Guid id) => new($"/api/v1/support/documents/{id}", UriKind.Relative);

    private static byte[] Base64(string part) => System.Buffers.Text.Base64Url.DecodeFromChars(part);
}
