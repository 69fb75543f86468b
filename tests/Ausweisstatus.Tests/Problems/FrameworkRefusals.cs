using System.Net;
using System.Text;
using Ausweisstatus.Problems;
using Ausweisstatus.Tests.Access;
using Npgsql;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.Problems;

public sealed class FrameworkRefusals(AccessHost host) : IClassFixture<AccessHost>
{
    private const string Secret = "QX7-canary-QX7";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Slugs_are_unique_and_written_in_one_way()
    {
        Problem.Catalogue.Select(p => p.Slug).ShouldBeUnique();
        Problem.Catalogue.ShouldAllBe(p => p.Slug.All(c => char.IsAsciiLetterLower(c) || c == '-') && p.Status >= 400 && p.Status < 600);
    }

    [Fact]
    public async Task An_unknown_address_is_no_such_resource_with_or_without_a_token()
    {
        await (await host.GetAsync("/api/v1/nothing-here")).ShouldBeProblem(HttpStatusCode.NotFound, "no-such-resource");
        await (await host.GetAsync("/api/v1/nothing-here", "garbage")).ShouldBeProblem(HttpStatusCode.NotFound, "no-such-resource");
    }

    [Fact]
    public async Task A_wrong_method_is_told_which_are_right()
    {
        var answer = await host.GetAsync("/doors/json");
        await answer.ShouldBeProblem(HttpStatusCode.MethodNotAllowed, "method-not-allowed");
        answer.Content.Headers.Allow.ShouldBe(["POST"]);
    }

    [Fact]
    public async Task A_wrong_media_type_is_unsupported() =>
        await (await Post("1", "text/plain")).ShouldBeProblem(HttpStatusCode.UnsupportedMediaType, "unsupported-media-type");

    [Theory]
    [InlineData("{")]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{\"number\":1e99}")]
    [InlineData("{\"number\":\"" + Secret + "\"}")]
    [InlineData("{\"number\":1}\0")]
    public async Task Unreadable_JSON_is_malformed(string body) =>
        await (await Post(body, "application/json")).ShouldBeProblem(HttpStatusCode.BadRequest, "malformed-request");

    [Fact]
    public async Task Too_large_a_body_is_told_so() =>
        await (await Post("\"" + new string('x', 31_000_000) + "\"", "application/json")).ShouldBeProblem(HttpStatusCode.RequestEntityTooLarge, "too-large");

    [Fact]
    public async Task A_bug_tells_nothing_to_the_caller_and_no_content_to_the_log()
    {
        var answer = await host.GetAsync("/doors/bug?text=" + Secret);
        await answer.ShouldBeProblem(HttpStatusCode.InternalServerError, "unexpected");
        (await answer.Content.ReadAsStringAsync(Cancellation)).ShouldNotContain(Secret);
        host.Log.ShouldContain(line => line.Contains("Unexpected InvalidOperationException", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_that_a_caller_sent_in_a_body_or_a_token_reaches_the_log()
    {
        await Post($"{{\"number\":\"{Secret}\",\"{Secret}\":1", "application/json");
        var (client, key) = await host.RegisterAsync();
        var claims = Tokens.Claims(client.Id);
        claims["aud"] = Secret;
        await host.GetAsync("/doors/machines", Tokens.Sign(claims, key));
        claims["iss"] = Secret;
        await host.GetAsync("/doors/machines", Tokens.Sign(claims, key));
        await host.GetAsync("/doors/machines", Secret);

        host.Log.ShouldNotBeEmpty();
        // The server's own line about an address is the only one that may quote one.
        host.Log.Where(line => line.Contains(Secret, StringComparison.Ordinal) && !line.StartsWith("Request ", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public async Task While_the_database_is_away_callers_are_told_to_come_back_and_afterwards_all_is_well()
    {
        var (client, key) = await host.RegisterAsync();
        string Token() => Tokens.Sign(Tokens.Claims(client.Id), key);
        (await host.GetAsync("/doors/machines", Token())).StatusCode.ShouldBe(HttpStatusCode.OK);

        await DatabaseLets("false");
        try
        {
            var answer = await host.GetAsync("/doors/database");
            await answer.ShouldBeProblem(HttpStatusCode.ServiceUnavailable, "temporarily-unavailable");
            answer.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(5));

            // Who is known is believed for some seconds; after that nobody can be told from a removed client.
            (await host.GetAsync("/doors/machines", Token())).StatusCode.ShouldBe(HttpStatusCode.OK);
            await Eventually.TrueAsync(async () => (await host.GetAsync("/doors/machines", Token())).StatusCode switch
            {
                HttpStatusCode.OK => false,
                HttpStatusCode.ServiceUnavailable => true,
                var other => throw new InvalidOperationException($"{other} during an outage."),
            });
        }
        finally
        {
            await DatabaseLets("true");
        }
        await Eventually.TrueAsync(async () => (await host.GetAsync("/doors/machines", Token())).StatusCode == HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("/somewhere", "text/html,*/*", "text/html")]
    [InlineData("/api/v1/somewhere", "text/html,*/*", "application/problem+json")]
    [InlineData("/somewhere", "application/json", "application/problem+json")]
    public async Task A_browser_outside_the_interface_gets_a_page(string path, string accept, string mediaType)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Accept", accept);
        (await host.Http.SendAsync(request, Cancellation)).Content.Headers.ContentType!.MediaType.ShouldBe(mediaType);
    }

    private async Task<HttpResponseMessage> Post(string body, string type)
    {
        using var content = new StringContent(body, Encoding.UTF8, type);
        return await host.Http.PostAsync("/doors/json", content, Cancellation);
    }

    private async Task DatabaseLets(string anyoneIn)
    {
        var here = new NpgsqlConnectionStringBuilder(host.ConnectionString);
        var elsewhere = new NpgsqlConnectionStringBuilder(host.ConnectionString) { Database = "postgres", Pooling = false };
        await using var connection = new NpgsqlConnection(elsewhere.ConnectionString);
        await connection.OpenAsync(Cancellation);
        await using (var allow = new NpgsqlCommand($"alter database \"{here.Database}\" allow_connections {anyoneIn}", connection))
        {
            await allow.ExecuteNonQueryAsync(Cancellation);
        }

        await using var end = new NpgsqlCommand("select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and usename = current_user", connection)
        {
            Parameters = { new() { Value = here.Database } },
        };
        await end.ExecuteNonQueryAsync(Cancellation);
    }
}
