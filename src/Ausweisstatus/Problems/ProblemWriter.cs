using System.Text.Json;

namespace Ausweisstatus.Problems;

/// <summary>The one place that writes a problem into an answer.</summary>
internal static class ProblemWriter
{
    public const string ContentType = "application/problem+json";

    public static Task WriteAsync(HttpContext context, Problem problem)
    {
        var response = context.Response;
        problem.WriteHead(response);
        var body = Json(problem);
        response.ContentType = ContentType;
        response.ContentLength = body.Length;
        return response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }

    /// <summary>Status and header fields alone, where the words are said in another way.</summary>
    public static void WriteHead(this Problem problem, HttpResponse response)
    {
        response.StatusCode = problem.Status;
        foreach (var (name, value) in problem.Headers)
        {
            response.Headers[name] = value;
        }
        // A refusal depends on who asks and when.
        response.Headers.CacheControl = "no-store";
    }

    /// <summary>The problem as JSON, also for a problem inside another answer.</summary>
    public static void Write(Utf8JsonWriter json, Problem problem)
    {
        json.WriteStartObject();
        json.WriteString("type", problem.Type);
        json.WriteString("title", problem.Title);
        json.WriteNumber("status", problem.Status);
        if (problem.Detail is { } detail)
        {
            json.WriteString("detail", detail);
        }

        if (problem.Errors is { Count: > 0 } errors)
        {
            json.WriteStartObject("errors");
            foreach (var (field, messages) in errors)
            {
                json.WriteStartArray(field);
                foreach (var message in messages)
                {
                    json.WriteStringValue(message);
                }

                json.WriteEndArray();
            }
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private static byte[] Json(Problem problem)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            Write(json, problem);
        }

        return buffer.ToArray();
    }
}
