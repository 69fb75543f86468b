using System.Globalization;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Ausweisstatus.Access.Staff;
using Ausweisstatus.Tests.Docs;
using Ausweisstatus.Tests.Intake;
using Microsoft.AspNetCore.Routing;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.Support;

/// <summary>Every endpoint for staff lets in those that the table of docs/api.md says, and nobody else.</summary>
[Collection(SharedStaffInstallation.Name)]
public sealed partial class StaffEndpointTests(StaffInstallation installation)
{
    /// <summary>What an endpoint is asked with besides its address.</summary>
    private static readonly Dictionary<string, Func<Document, (string Query, object? Body)>> Requests = new()
    {
        ["POST /api/v1/support/search"] = document => ("", new { authority = "berlin-mitte", document.Order }),
        ["GET /api/v1/support/documents/{id}"] = _ => ("", null),
        ["GET /api/v1/support/audit"] = document => ($"?document={document.Id}", null),
        ["GET /api/v1/support/documents/{id}/facts"] = _ => ("", null),
        ["GET /api/v1/support/documents/{id}/as-of"] = _ => ("?moment=0&since=1", null),
        ["GET /api/v1/support/documents"] = _ => ("?authority=berlin-mitte&stage=lost&limit=1", null),
        ["POST /api/v1/support/documents/{id}/facts"] = _ => ("?preview=true", new { id = "1", type = "lost" }),
        ["GET /api/v1/support/documents/{id}/export"] = _ => ("", null),
        ["POST /api/v1/support/documents/{id}/retractions"] = document => ("?preview=true", new { document.Fact, reason = "wrong-data" }),
        ["GET /api/v1/support/refusals"] = _ => ("?client=print-shop", null),
        ["GET /api/v1/support/refusals/days"] = _ => ("", null),
        ["POST /api/v1/support/refusals/{id}/resubmit"] = _ => ("", null),
        ["POST /api/v1/support/refusals/resubmit"] = _ => ("", new { client = "print-shop", problem = "invalid-data" }),
        ["GET /api/v1/support/silence"] = _ => ("", null),
    };

    private static List<Row> Table => [.. Pages.Table("docs/api.md", "Staff").Select(cells => new Row(cells[0].Trim('`'), cells[1], cells[2], cells[3], cells[4], cells[5]))];

    [Fact]
    public void Every_endpoint_for_staff_stands_in_the_table_and_nothing_else()
    {
        var endpoints = installation.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<ForStaffAttribute>() is not null)
            .SelectMany(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods.Where(method => method != "HEAD")
                .Select(method => $"{method} /{Constraint().Replace(endpoint.RoutePattern.RawText!.TrimStart('/'), "}")}"))
            .ToList();

        endpoints.Count.ShouldBeGreaterThan(2, "or this test sees nothing");
        Table.Select(row => row.Endpoint).ShouldBe(endpoints, ignoreOrder: true);
    }

    [Fact]
    public void The_table_names_the_roles_of_the_code()
    {
        foreach (var endpoint in installation.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            if (endpoint.Metadata.GetMetadata<ForStaffAttribute>() is { } staff)
            {
                var name = Constraint().Replace(endpoint.RoutePattern.RawText!.TrimStart('/'), "}");
                var methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods;
                Table.Where(row => methods.Any(method => row.Endpoint == $"{method} /{name}"))
                    .ShouldAllBe(row => (row.Support != "–") == staff.Audience.Contains(StaffRole.Support)
                        && (row.Hotline != "–") == staff.Audience.Contains(StaffRole.Hotline)
                        && (row.Operator != "–") == staff.Audience.Contains(StaffRole.Operator));
            }
        }
    }

    [Fact]
    public async Task Each_role_gets_what_the_table_says_with_and_without_a_reason_from_its_own_and_from_another_authority()
    {
        var (id, order, _) = await installation.RegisterAsync();
        using (var printShop = installation.As("print-shop"))
        {
            await printShop.PostEventAsync(Events.Event("dispatched", order, new { to = "moon" }));
        }

        var document = new Document(
            id, order, (Guid)(await installation.QueryAsync($"select id from ausweisstatus.mt_events where stream_id = '{id}'"))!,
            (Guid)(await installation.QueryAsync($"select id from ausweisstatus.refused_facts where told ->> 'subject' = 'berlin-mitte/{order}'"))!);
        foreach (var row in Table.Where(row => row.Endpoint.Contains(" /api/", StringComparison.Ordinal)))
        {
            Requests.ShouldContainKey(row.Endpoint, "say how this endpoint is asked");
            foreach (var reason in new[] { "asked on the phone", null })
            {
                await AskAsync(row, document, "support", reason, row.Support == "–" ? 403 : Allowed(row, reason), seesIt: row.Support != "–");
                await AskAsync(row, document, "support-pankow", reason, row.Support == "–" ? 403 : Foreign(row, reason), seesIt: false);
                await AskAsync(row, document, "hotline", reason, row.Hotline == "–" ? 403 : Allowed(row, reason), seesIt: row.Hotline != "–");
                await AskAsync(row, document, "operator", reason, row.Operator == "–" ? 403 : Allowed(row, reason), seesIt: row.Operator != "–");
                await AskAsync(row, document, "stranger", reason, 403, seesIt: false);
                await AskAsync(row, document, null, reason, 401, seesIt: false);
            }
        }
    }

    [Fact]
    public async Task Each_role_gets_of_a_page_about_a_document_what_the_table_says()
    {
        var (id, order, _) = await installation.RegisterAsync();
        foreach (var row in Table.Where(row => row.Endpoint.StartsWith("GET /staff/", StringComparison.Ordinal) && row.Endpoint.Contains("{id}", StringComparison.Ordinal)))
        {
            var path = row.Endpoint[4..].Replace("{id}", $"{id}", StringComparison.Ordinal);
            foreach (var (person, cell, expected) in new[]
            {
                ("support", row.Support, 200), ("support-pankow", row.Support, int.Parse(row.Foreign, CultureInfo.InvariantCulture)),
                ("hotline", row.Hotline, 200), ("operator", row.Operator, 200), ("stranger", "–", 403),
            })
            {
                using var browser = new StaffBrowser(installation.Address);
                var page = await browser.SignInAsync(person, path);
                if (cell != "–")
                {
                    page.Text.ShouldContain("name=\"reason\"", customMessage: path);
                    page.Text.ShouldNotContain(order, customMessage: path);
                    await browser.PostAsync($"/staff/documents/{id}", ("reason", "asked on the phone"));
                    page = await browser.OpenAsync(path);
                }

                // Who may not read it is asked again and again, and told nothing.
                ((int)page.Status, page.Text.Contains(order, StringComparison.Ordinal)).ShouldBe(
                    cell == "–" ? (403, false) : (200, expected == 200), $"{path} as {person}");
            }
        }
    }

    private static int Allowed(Row row, string? reason) => row.Reason == "needed" && reason is null ? 400 : 200;

    private static int Foreign(Row row, string? reason) => Allowed(row, reason) == 400 ? 400 : int.TryParse(row.Foreign, CultureInfo.InvariantCulture, out var refused) ? refused : 200;

    private async Task AskAsync(Row row, Document document, string? person, string? reason, int expected, bool seesIt)
    {
        using var http = person is null ? installation.Anonymous() : await installation.AsStaffAsync(person, reason);
        var (query, body) = Requests[row.Endpoint](document);
        var parts = row.Endpoint.Split(' ');
        using var request = new HttpRequestMessage(new HttpMethod(parts[0]), parts[1].Replace("{id}", $"{(parts[1].Contains("refusals", StringComparison.Ordinal) ? document.Refusal : document.Id)}", StringComparison.Ordinal) + query)
        {
            Content = body is null ? null : JsonContent.Create(body),
        };
        using var answer = await http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        var what = $"{row.Endpoint} as {person ?? "nobody"} {(reason is null ? "without" : "with")} a reason: {text}";

        ((int)answer.StatusCode is 201 or 202 ? 200 : (int)answer.StatusCode).ShouldBe(expected, what);
        if (!seesIt)
        {
            text.ShouldNotContain($"{document.Id}", Case.Insensitive, what);
        }
    }

    private sealed record Document(Guid Id, string Order, Guid Fact, Guid Refusal);

    private sealed record Row(string Endpoint, string Support, string Hotline, string Operator, string Foreign, string Reason);

    [GeneratedRegex(@":[a-z]+\}")]
    private static partial Regex Constraint();
}
