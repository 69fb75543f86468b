using System.Globalization;
using Ausweisstatus.Access;
using Ausweisstatus.Domain;
using Ausweisstatus.Languages;
using Ausweisstatus.Problems;
using Ausweisstatus.Throttling;
using Microsoft.AspNetCore.Mvc;

namespace Ausweisstatus.Status;

/// <summary>The body of <c>POST /api/v1/status/travel</c>.</summary>
/// <param name="Reference">The code of the slip.</param>
/// <param name="DateOfBirth">As for the status.</param>
/// <param name="LeaveOn">The day of departure, e.g. <c>2027-07-03</c>.</param>
internal sealed record TravelQuestion(string? Reference, string? DateOfBirth, string? LeaveOn) : Question(Reference, DateOfBirth);

/// <summary><c>POST /api/v1/status/travel</c>: whether a document will be there before a journey. For everybody.</summary>
internal static class TravelEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/v1/status/travel", AskAsync)
            .ForEveryone()
            .WithTags("Status")
            .WithName("CheckTravel")
            .WithSummary("Ask whether a document will be there before a journey")
            .WithDescription("From the same times as `expected` of the status. `likely` and `unlikely` are four of five; what is ready on the day of departure counts as too late.")
            .Accepts<TravelQuestion>("application/json")
            .Produces<TravelAnswer>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);

    private static async Task<IResult> AskAsync(
        HttpContext context, AskStatus ask, CheckTravel check, TimeProvider clock, [FromHeader(Name = StatusEndpoint.DeviceHeader)] string? device, CancellationToken cancellation)
    {
        var language = context.NegotiatedLanguage();
        StatusEndpoint.PrepareHeaders(context.Response, language);
        var (question, unreadable) = await Question.ReadAsync<TravelQuestion>(context.Request, cancellation);
        if (question is null)
        {
            return unreadable!;
        }

        var now = clock.GetUtcNow();
        if (question.Check(language, now, out var reference, out var dateOfBirth) is { } problem)
        {
            return problem;
        }

        if (!DateOnly.TryParseExact(question.LeaveOn, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var leaveOn))
        {
            return Problem.InvalidRequest.WithFieldError("leaveOn", language[string.IsNullOrWhiteSpace(question.LeaveOn) ? "error.travel.missing" : "error.birth.impossible"]);
        }

        if (leaveOn < now.DayInBerlin())
        {
            return Problem.InvalidRequest.WithFieldError("leaveOn", language["error.travel.past"]);
        }

        return await ask.AskAsync(reference, dateOfBirth, new Asker(context.Connection.RemoteIpAddress, device), language, cancellation) switch
        {
            AskOutcome.Found found => new JsonAnswer<TravelAnswer>(check.Answer(found, leaveOn, language)),
            AskOutcome.TooMany tooMany => tooMany.Problem,
            _ => StatusProblems.NotFound,
        };
    }
}
