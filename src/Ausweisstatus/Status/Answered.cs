using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace Ausweisstatus.Status;

/// <summary>The answer to a question, as JSON of a length that is known before the first byte is sent.</summary>
internal sealed class Answered(StatusAnswer answer) : IResult
{
    private const string ContentType = "application/json; charset=utf-8";

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var body = Json(answer, httpContext.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value);
        var response = httpContext.Response;
        response.ContentType = ContentType;
        response.ContentLength = body.Length;
        return response.BodyWriter.WriteAsync(body, httpContext.RequestAborted).AsTask();
    }

    /// <summary>The answer as it goes over the wire.</summary>
    public static byte[] Json(StatusAnswer answer, JsonOptions json) =>
        JsonSerializer.SerializeToUtf8Bytes(answer, (JsonTypeInfo<StatusAnswer>)json.SerializerOptions.GetTypeInfo(typeof(StatusAnswer)));
}
