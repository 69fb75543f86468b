using Ausweisstatus.Access;
using Ausweisstatus.Languages;
using Ausweisstatus.Throttling;
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

    private static async Task<IResult> AnswerAsync(
        HttpContext context, AskStatus ask, CountLooks looks, TimeProvider clock, [FromHeader(Name = StatusEndpoint.DeviceHeader)] string? device, CancellationToken cancellation)
    {
        var language = context.NegotiatedLanguage();
        StatusEndpoint.PrepareHeaders(context.Response, language);
        var (question, unreadable) = await Question.ReadAsync<Question>(context.Request, cancellation);
        if (question is null)
        {
            return unreadable!;
        }

        if (question.Check(language, clock.GetUtcNow(), out var reference, out var dateOfBirth) is { } problem)
        {
            return problem;
        }

        return await ask.AskAsync(reference, dateOfBirth, new Asker(context.Connection.RemoteIpAddress, device), language, cancellation) switch
        {
            AskOutcome.Found { Document: { } document } => new JsonAnswer<LooksAnswer>(new(await looks.CountAsync(document.Id, cancellation))),
            AskOutcome.TooMany tooMany => tooMany.Problem,
            _ => StatusProblems.NotFound,
        };
    }
}
