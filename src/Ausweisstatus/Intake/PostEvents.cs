using Ausweisstatus.Access;
using Ausweisstatus.Intake.Reading;
using Ausweisstatus.Problems;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace Ausweisstatus.Intake;

/// <summary><c>POST /api/v1/events</c>: facts, in the four forms of CloudEvents over HTTP. The content type says which.</summary>
internal static class PostEvents
{
    private const string Structured = "application/cloudevents+json";
    private const string Batch = "application/cloudevents-batch+json";
    private const string Stream = "application/x-ndjson";
    private const string Json = "application/json";

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/v1/events", HandleAsync)
            .ForRoles(Role.Manufacturer, Role.Courier, Role.Authority, Role.Support)
            .WithMetadata(new DisableRequestSizeLimitAttribute())
            .WithTags("Facts")
            .WithName("PostEvents")
            .WithSummary("Post facts: one, a batch of up to 1,000, or a stream")
            .Accepts<object>(Structured, Batch, Stream, Json)
            .Produces<FactResult>(StatusCodes.Status201Created)
            .Produces<BatchAnswer>(StatusCodes.Status200OK)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static Task<IResult> HandleAsync(HttpRequest request, Caller caller, RecordFacts record, CancellationToken cancellation) =>
        FormOf(request) switch
        {
            Structured => PostSingle.HandleAsync(request, caller, record, cancellation),
            Batch => PostBatch.HandleAsync(request, caller, record, cancellation),
            Stream => PostStream.HandleAsync(request, caller, record, cancellation),
            _ when ReadEvent.IsBinary(request.Headers) => PostSingle.HandleAsync(request, caller, record, cancellation),
            _ => Task.FromResult<IResult>(Problem.UnsupportedMediaType with
            {
                Detail = $"Send {Structured}, {Batch} or {Stream}, or {Json} with ce- headers; UTF-8, not compressed.",
            }),
        };

    /// <returns>The media type in lower case; null where we cannot read it.</returns>
    private static string? FormOf(HttpRequest request)
    {
        if (request.Headers.ContentEncoding.Count > 0 || !MediaTypeHeaderValue.TryParse(request.ContentType, out var type))
        {
            return null;
        }

        var isUtf8 = !type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase);
#pragma warning disable CA1308 // Media types are compared in lower case.
        return isUtf8 ? type.MediaType.Value?.ToLowerInvariant() : null;
#pragma warning restore CA1308
    }
}
