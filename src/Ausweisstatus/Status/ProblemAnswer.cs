using System.Globalization;
using System.Text.Json;

namespace Ausweisstatus.Status;

/// <summary>An answer that says no, as RFC 9457 has it. Holds nothing that differs between two questions with the same outcome.</summary>
internal sealed record ProblemAnswer(string Slug, string Title, int Status) : IResult
{
    public static readonly ProblemAnswer Malformed = new("malformed-request", "The request cannot be read.", 400);
    public static readonly ProblemAnswer Invalid = new("invalid-request", "The request is incomplete or wrong.", 400);
    public static readonly ProblemAnswer Typo = new("reference-typo", "The reference has a typo.", 400);
    public static readonly ProblemAnswer NotFound = new("not-found", "No document was found for this reference and date of birth.", 404);
    public static readonly ProblemAnswer TooLarge = new("too-large", "The request is too large.", 413);
    public static readonly ProblemAnswer UnsupportedMediaType = new("unsupported-media-type", "The media type is not understood here.", 415);
    public static readonly ProblemAnswer TooMany = new("too-many-requests", "Too many attempts. Try again later.", 429);

    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Status;
        response.Headers.CacheControl = "no-store";
        if (RetryAfter is { } wait)
        {
            response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        var body = Json();
        response.ContentType = "application/problem+json";
        response.ContentLength = body.Length;
        return response.Body.WriteAsync(body, httpContext.RequestAborted).AsTask();
    }

    private byte[] Json()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("type", $"urn:ausweisstatus:problem:{Slug}");
            json.WriteString("title", Title);
            json.WriteNumber("status", Status);
            if (Errors is { Count: > 0 })
            {
                json.WritePropertyName("errors");
                JsonSerializer.Serialize(json, Errors, StatusJson.Options);
            }

            json.WriteEndObject();
        }

        return buffer.ToArray();
    }
}
