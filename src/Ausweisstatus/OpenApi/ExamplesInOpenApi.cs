using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Ausweisstatus.OpenApi;

/// <summary>Request bodies that work as they stand, with the token of a development client.</summary>
internal sealed class ExamplesInOpenApi : IOperationFilter
{
    private const string Dispatched = """
        { "specversion": "1.0", "id": "2026-11-21/000017", "source": "/print-shops/bdr", "type": "de.ausweisstatus.dispatched.v1",
          "subject": "berlin-mitte/B-2026-000123", "time": "2026-11-21T16:02:11Z", "data": { "to": "office", "carrier": "DHL" } }
        """;

    private const string AskedWith = """{ "reference": "7K2QM-3XPT9-WZC4H", "dateOfBirth": "1990-05-17" }""";

    private static readonly Dictionary<(string Operation, string MediaType), string> Bodies = new()
    {
        [("PostEvents", "application/cloudevents+json")] = Dispatched,
        [("PostEvents", "application/cloudevents-batch+json")] = $"[{Dispatched}]",
        [("PostEvents", "application/json")] = """{ "to": "office", "carrier": "DHL" }""",
        [("RegisterDocument", "application/json")] = """
            { "authority": "berlin-mitte", "order": "B-2026-000123", "kind": "identity-card", "dateOfBirth": "1990-05-17",
              "delivery": "pickup", "location": "mitte-rathaus-mitte", "appliedAt": "2026-11-20T09:12:00+01:00" }
            """,
        [("AskStatus", "application/json")] = AskedWith,
        [("AskLooks", "application/json")] = AskedWith,
    };

    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        foreach (var (mediaType, content) in operation.RequestBody?.Content ?? new Dictionary<string, IOpenApiMediaType>())
        {
            if (content is OpenApiMediaType described && Bodies.TryGetValue((operation.OperationId ?? "", mediaType), out var body))
            {
                described.Example = JsonNode.Parse(body);
            }
        }
    }
}
