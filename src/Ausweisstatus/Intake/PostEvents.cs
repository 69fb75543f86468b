using Ausweisstatus.Access;
using Ausweisstatus.Intake.Reading;
using Ausweisstatus.Problems;
using Microsoft.AspNetCore.Mvc;

namespace Ausweisstatus.Intake;

/// <summary><c>POST /api/v1/events</c>: facts, in the four forms of CloudEvents over HTTP. The content type alone says which.</summary>
internal static class PostEvents
{
    private const string Structured = "application/cloudevents+json";
    private const string Batch = "application/cloudevents-batch+json";
    private const string Stream = "application/x-ndjson";
    private const string Json = "application/json";

    // Whatever begins so is no binary mode, in whichever format it is.
    private const string OtherStructured = "application/cloudevents";

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/v1/events", HandleAsync)
            .ForRoles(Role.Manufacturer, Role.Courier, Role.Authority, Role.Support)
            .WithMetadata(new DisableRequestSizeLimitAttribute())
            .WithTags("Facts")
            .WithName("PostEvents")
            .WithSummary("Post facts: one, a batch of up to 1,000, or a stream")
            .Accepts<object>(Structured, Batch, Stream, Json, "application/*+json", "text/json")
            .Produces<FactResult>(StatusCodes.Status201Created)
            .Produces<BatchAnswer>(StatusCodes.Status200OK)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static Task<IResult> HandleAsync(
        HttpRequest request, Caller caller, RecordFacts record, PostStream stream, CancellationToken cancellation) =>
        RequestContentType.Of(request) switch
        {
            Structured => PostSingle.HandleAsync(request, isBinary: false, caller, record, cancellation),
            Batch => PostBatch.HandleAsync(request, caller, record, cancellation),
            Stream => stream.HandleAsync(request, caller, cancellation),
            var type when IsBinary(type, request) => PostSingle.HandleAsync(request, isBinary: true, caller, record, cancellation),
            _ => Task.FromResult<IResult>(Problem.UnsupportedMediaType with
            {
                Detail = $"Send {Structured}, {Batch} or {Stream}, or {Json} with ce- headers; UTF-8, not compressed.",
            }),
        };

    /// <summary>Data is JSON, said or not; without data there need be no content type.</summary>
    private static bool IsBinary(string? type, HttpRequest request) =>
        BinaryEvent.IsIn(request.Headers)
        && (type is null ? RequestContentType.IsAbsent(request) : !type.StartsWith(OtherStructured, StringComparison.Ordinal) && JsonMediaType.Is(type));
}
