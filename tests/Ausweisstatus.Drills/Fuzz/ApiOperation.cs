using System.Text.Json.Nodes;

namespace Ausweisstatus.Drills.Fuzz;

/// <summary>An operation as the OpenAPI document describes it.</summary>
/// <param name="Method">In upper case.</param>
/// <param name="Bodies">Media types of the request and, where the document has one, an example of each.</param>
/// <param name="Headers">The header fields it takes.</param>
/// <param name="Statuses">The statuses it can answer.</param>
internal sealed record ApiOperation(
    string Method, string Path, IReadOnlyList<(string MediaType, JsonNode? Example)> Bodies, IReadOnlyList<string> Headers, IReadOnlySet<int> Statuses)
{
    public static IReadOnlyList<ApiOperation> Read(JsonNode document) =>
    [
        .. document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(operation => Read(path.Key, operation.Key, operation.Value!))),
    ];

    private static ApiOperation Read(string path, string method, JsonNode operation) => new(
        method.ToUpperInvariant(),
        path,
        [.. (operation["requestBody"]?["content"]?.AsObject() ?? []).Select(content => (content.Key, content.Value!["example"]))],
        [.. (operation["parameters"]?.AsArray() ?? []).Where(parameter => (string)parameter!["in"]! == "header").Select(parameter => (string)parameter!["name"]!)],
        operation["responses"]!.AsObject().Select(response => int.Parse(response.Key, System.Globalization.CultureInfo.InvariantCulture)).ToHashSet());
}
