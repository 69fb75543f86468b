using System.Net;
using System.Text.Json;
using Shouldly;

namespace Ausweisstatus.Tests.Problems;

internal static class ProblemOf
{
    /// <summary>The answer is a problem with this slug, and its body agrees with its status.</summary>
    public static async Task ShouldBeProblem(this HttpResponseMessage answer, HttpStatusCode status, string slug)
    {
        var body = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(status, body);
        answer.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json");
        using var json = JsonDocument.Parse(body);
        json.RootElement.GetProperty("type").GetString().ShouldBe("urn:ausweisstatus:problem:" + slug);
        json.RootElement.GetProperty("status").GetInt32().ShouldBe((int)status);
        json.RootElement.GetProperty("title").GetString().ShouldNotBeNullOrWhiteSpace();
    }
}
