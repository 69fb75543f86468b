using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Shouldly;

namespace Ausweisstatus.Tests.Intake;

/// <summary>CloudEvents as a sender writes them.</summary>
internal static class Events
{
    public const string PrintShop = "/print-shops/bdr";

    /// <summary>An order nobody else uses.</summary>
    public static string NewOrder() => $"B-{Guid.NewGuid():n}";

    public static JsonObject Event(string fact, string order, object? data = null, string source = PrintShop, string? id = null, string? time = null) => new()
    {
        ["specversion"] = "1.0",
        ["id"] = id ?? Guid.NewGuid().ToString(),
        ["source"] = source,
        ["type"] = $"de.ausweisstatus.{fact}.v1",
        ["subject"] = order.Contains('/', StringComparison.Ordinal) ? order : $"berlin-mitte/{order}",
        ["time"] = time ?? "2026-10-21T16:02:11Z",
        ["data"] = JsonSerializer.SerializeToNode(data ?? new { }),
    };

    public static Task<HttpResponseMessage> PostEventAsync(this HttpClient http, JsonObject content) =>
        http.PostTextAsync(content.ToJsonString(), "application/cloudevents+json");

    public static Task<HttpResponseMessage> PostBatchAsync(this HttpClient http, params JsonObject[] events) =>
        http.PostTextAsync(new JsonArray([.. events.Select(one => one.DeepClone())]).ToJsonString(), "application/cloudevents-batch+json");

    public static Task<HttpResponseMessage> PostTextAsync(this HttpClient http, string text, string contentType, string path = "/api/v1/events") =>
        http.PostBytesAsync(Encoding.UTF8.GetBytes(text), contentType, path);

    public static async Task<HttpResponseMessage> PostBytesAsync(this HttpClient http, byte[] bytes, string contentType, string path = "/api/v1/events")
    {
        using var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        return await http.PostAsync(new Uri(path, UriKind.Relative), content);
    }

    public static async Task<JsonNode> JsonAsync(this HttpResponseMessage response) =>
        JsonNode.Parse(await response.Content.ReadAsStringAsync())!;

    /// <summary>The slug of a problem answer.</summary>
    public static async Task<string> SlugAsync(this HttpResponseMessage response)
    {
        response.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json");
        return ((string)(await response.JsonAsync())["type"]!).Replace("urn:ausweisstatus:problem:", "", StringComparison.Ordinal);
    }
}
