using System.Text.Json;
using System.Text.Json.Nodes;
using Ausweisstatus.Tests.Docs;
using Xunit;

namespace Ausweisstatus.Tests.Contracts;

/// <summary>What programs of others are written against does not change without anybody seeing it.</summary>
[Collection(SharedInstallation.Name)]
public sealed class PublicContractTests(Installation installation)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    [Fact]
    public async Task The_OpenAPI_document_is_the_approved_one()
    {
        using var http = installation.Anonymous();
        var document = JsonNode.Parse(await http.GetStringAsync("/openapi/v1.json"))!;

        Approved.ShouldBe("openapi.v1.json", document.ToJsonString(Indented) + "\n");
    }

    [Fact]
    public void The_problems_are_the_approved_ones() =>
        Approved.ShouldBe("problems.txt", string.Concat(ProblemListTests.Catalogues()
            .Select(problem => $"{problem.Slug} {problem.Status} {problem.Title}\n").Distinct().Order(StringComparer.Ordinal)));
}
