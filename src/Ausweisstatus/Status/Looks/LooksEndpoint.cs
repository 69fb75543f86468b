using Ausweisstatus.Access;
using Microsoft.AspNetCore.Mvc;

namespace Ausweisstatus.Status.Looks;

/// <summary>How often staff looked at a document, to its holder.</summary>
/// <param name="Days">Those on which they did, the latest first.</param>
internal sealed record LooksAnswer(IReadOnlyList<LooksOfADay> Days);

/// <summary><c>POST /api/v1/status/looks</c>: a citizen asks who looked at their document. For everybody who knows code and date of birth.</summary>
internal static class LooksEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/v1/status/looks", AnswerAsync)
            .ForEveryone()
            .WithTags("Status")
            .WithName("AskLooks")
            .WithSummary("Ask on which days staff looked at a document")
            .WithDescription("Asked with the same as a question for the status, and the same misses count. Who it was is not told.")
            .Accepts<Question>("application/json")
            .Produces<LooksAnswer>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);

    private static Task<IResult> AnswerAsync(
        HttpContext context, AskStatus ask, CountLooks looks, TimeProvider clock, [FromHeader(Name = StatusEndpoint.DeviceHeader)] string? device) =>
        QuestionEndpoint.AnswerAsync<Question>(context, ask, clock, device, async (_, found, _) => found.Document is { } document
            ? new JsonAnswer<LooksAnswer>(new(await looks.CountAsync(document.Id, context.RequestAborted)))
            : StatusProblems.NotFound);
}
