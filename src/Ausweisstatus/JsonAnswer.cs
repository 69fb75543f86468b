using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace Ausweisstatus;

/// <summary>An answer as JSON of a length that is known before the first byte is sent: one write, and no chunks around it.</summary>
internal sealed class JsonAnswer<T>(T answer, int status = StatusCodes.Status200OK) : IResult
{
    private const string ContentType = "application/json; charset=utf-8";

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var body = JsonAnswer.Bytes(answer, httpContext.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value);
        var response = httpContext.Response;
        response.StatusCode = status;
        response.ContentType = ContentType;
        response.ContentLength = body.Length;
        return response.BodyWriter.WriteAsync(body, httpContext.RequestAborted).AsTask();
    }
}

internal static class JsonAnswer
{
    /// <summary>The answer as it goes over the wire.</summary>
    public static byte[] Bytes<T>(T answer, JsonOptions json) =>
        JsonSerializer.SerializeToUtf8Bytes(answer, (JsonTypeInfo<T>)json.SerializerOptions.GetTypeInfo(typeof(T)));
}
