using System.Net;
using Ausweisstatus.Access;
using Ausweisstatus.Domain;
using Ausweisstatus.Tests.Problems;
using Microsoft.AspNetCore.Routing;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.Access;

public sealed class AudiencesOfEndpoints(AccessHost host) : IClassFixture<AccessHost>
{
    [Fact]
    public async Task Every_endpoint_of_the_host_names_its_audience()
    {
        await using var app = Host.Build(["--ConnectionStrings:Ausweisstatus=Host=nowhere.invalid"]);
        WithoutAudience(app).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_endpoint_without_an_audience_is_found()
    {
        await using var app = Host.Build(["--ConnectionStrings:Ausweisstatus=Host=nowhere.invalid"]);
        app.MapGet("/forgotten", () => "");
        app.MapGet("/named", () => "").ForEveryone();
        WithoutAudience(app).ShouldHaveSingleItem()!.ShouldContain("/forgotten");
    }

    private static List<string?> WithoutAudience(IEndpointRouteBuilder app) =>
    [
        .. app.DataSources.SelectMany(source => source.Endpoints)
            .Where(endpoint => endpoint.Metadata.GetMetadata<IAudience>() is null)
            .Select(endpoint => endpoint.DisplayName),
    ];

    [Fact]
    public async Task An_endpoint_without_an_audience_is_closed_to_everybody()
    {
        await (await host.GetAsync("/doors/nameless")).ShouldBeProblem(HttpStatusCode.Unauthorized, "unauthenticated");
        await (await Get("/doors/nameless", Role.Operator)).ShouldBeProblem(HttpStatusCode.Forbidden, "forbidden");
    }

    [Fact]
    public async Task A_wrong_role_is_forbidden()
    {
        await (await Get("/doors/operator", Role.Manufacturer)).ShouldBeProblem(HttpStatusCode.Forbidden, "forbidden");
        await (await Get("/doors/machines", Role.Support)).ShouldBeProblem(HttpStatusCode.Forbidden, "forbidden");
        (await Get("/doors/operator", Role.Operator)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_foreign_authority_is_forbidden()
    {
        (await Get("/doors/may/berlin-mitte", Role.Authority, "berlin-mitte")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await (await Get("/doors/may/berlin-pankow", Role.Authority, "berlin-mitte")).ShouldBeProblem(HttpStatusCode.Forbidden, "forbidden");
        (await Get("/doors/may/berlin-pankow", Role.Manufacturer)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("/print-shops/bdr", true)]
    [InlineData("/print-shops/bdr/line-2", true)]
    [InlineData("/print-shops/bdrx", false)]
    [InlineData("/print-shops", false)]
    [InlineData("/PRINT-SHOPS/bdr", false)]
    [InlineData("/print-shops/bdr/line%C3%A4", true)]
    [InlineData("/print-shops/bdr/line?order=1#2", true)]
    [InlineData("/print-shops/bdr/..x/x..", true)]
    [InlineData("/print-shops/bdr/", false)]
    [InlineData("/print-shops/bdr//x", false)]
    [InlineData("/print-shops/bdr/./x", false)]
    [InlineData("/print-shops/bdr/..", false)]
    [InlineData("/print-shops/bdr/../x", false)]
    [InlineData("/print-shops/bdr/x/../../y", false)]
    [InlineData("/print-shops/bdr/..?x", false)]
    [InlineData("/print-shops/bdr/..#x", false)]
    [InlineData("/print-shops/bdr/x?y=/../z", false)]
    [InlineData("/print-shops/bdr/%2e%2E/x", false)]
    [InlineData("/print-shops/bdr/.%2e/x", false)]
    [InlineData("/print-shops/bdr/%252e%252e/x", false)]
    [InlineData("/print-shops/bdr/x%2F..%2Fy", false)]
    [InlineData("/print-shops/bdr/%5c..%5cx", false)]
    [InlineData("/print-shops/bdr/..\\x", false)]
    [InlineData("/print-shops/bdr/%c0%ae%c0%ae/x", false)]
    [InlineData("/print-shops/bdr/\uff0e\uff0e/x", false)]
    [InlineData("/print-shops/bdr/%00", false)]
    [InlineData("/print-shops/bdr/%2", false)]
    [InlineData("/print-shops/bdr/a b", false)]
    [InlineData("", false)]
    public void A_source_is_owned_when_it_is_the_prefix_or_lies_below_it(string source, bool owned)
    {
        var client = new Client { Id = "print-shop", Role = Role.Manufacturer, Source = "/print-shops/bdr", Authorities = [AuthorityId.Parse("aa")] };
        Caller.From(CallerClaims.Of(client, "test"))!.Owns(source).ShouldBe(owned);
        Caller.From(CallerClaims.Of(client with { Source = null }, "test"))!.Owns(source).ShouldBeFalse();
    }

    // Registered before such prefixes were refused.
    [Fact]
    public void A_prefix_that_is_another_path_covers_nothing() => SourcePrefix.Covers("/print-shops/..", "/print-shops/../x").ShouldBeFalse();

    private async Task<HttpResponseMessage> Get(string path, Role role, params string[] authorities)
    {
        var (client, key) = await host.RegisterAsync(role, authorities);
        return await host.GetAsync(path, Tokens.Sign(Tokens.Claims(client.Id), key));
    }
}
