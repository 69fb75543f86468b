using Ausweisstatus.Access;
using Ausweisstatus.Languages;
using Ausweisstatus.Status.Watching;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace Ausweisstatus.Status;

/// <summary><c>POST /api/v1/status</c>: asks where a document is. For everybody.</summary>
internal static class StatusEndpoint
{
    public const string DeviceHeader = "Device-Token";

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/v1/status", AskAsync)
            .ForEveryone()
            .WithTags("Status")
            .WithName("AskStatus")
            .WithSummary("Ask where a document is")
            .WithDescription(
                $"Who sends `device` of an earlier answer in the header field `{DeviceHeader}` is not made to wait by strangers who guess at the same code. "
                + "One that does not hold is ignored.")
            .Accepts<Question>("application/json")
            .Produces<StatusAnswer>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);

    /// <summary>Every outcome carries the same fields, so that none can be told by them.</summary>
    public static void PrepareHeaders(HttpResponse response, Language language)
    {
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentLanguage = language.Code;
        response.Headers.Append(HeaderNames.Vary, HeaderNames.AcceptLanguage);
    }

    private static Task<IResult> AskAsync(
        HttpContext context, AskStatus ask, WatchPermits permits, TimeProvider clock, [FromHeader(Name = DeviceHeader)] string? device) =>
        QuestionEndpoint.AnswerAsync<Question>(context, ask, clock, device, (_, found, _) => ValueTask.FromResult<IResult>(
            new JsonAnswer<StatusAnswer>(found.Answer with { Watch = permits.Issue(found.Lookup), Device = found.Device })));
}
