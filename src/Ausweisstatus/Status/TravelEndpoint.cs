using System.Globalization;
using Ausweisstatus.Access;
using Ausweisstatus.Domain;
using Ausweisstatus.Languages;
using Ausweisstatus.Problems;
using Microsoft.AspNetCore.Mvc;

namespace Ausweisstatus.Status;

/// <summary>The body of <c>POST /api/v1/status/travel</c>.</summary>
/// <param name="Reference">The code of the slip.</param>
/// <param name="DateOfBirth">As for the status.</param>
/// <param name="LeaveOn">The day of departure, e.g. <c>2027-07-03</c>.</param>
internal sealed record TravelQuestion(string? Reference, string? DateOfBirth, string? LeaveOn) : Question(Reference, DateOfBirth)
{
    /// <summary>Null where it is not written as a day.</summary>
    internal DateOnly? LeaveDay =>
        DateOnly.TryParseExact(LeaveOn, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <inheritdoc/>
    public override Problem? Check(Language language, DateTimeOffset now, out Reference reference, out DateOfBirth dateOfBirth) =>
        base.Check(language, now, out reference, out dateOfBirth)
        ?? (LeaveDay is not { } day ? Wrong(language[string.IsNullOrWhiteSpace(LeaveOn) ? "error.travel.missing" : "error.birth.impossible"])
            : day < now.DayInBerlin() ? Wrong(language["error.travel.past"])
            : null);

    private static Problem Wrong(string reason) => Problem.InvalidRequest.WithFieldError("leaveOn", reason);
}

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

    private static Task<IResult> AskAsync(
        HttpContext context, AskStatus ask, CheckTravel check, TimeProvider clock, [FromHeader(Name = StatusEndpoint.DeviceHeader)] string? device) =>
        QuestionEndpoint.AnswerAsync<TravelQuestion>(context, ask, clock, device, (question, found, language) => ValueTask.FromResult<IResult>(
            new JsonAnswer<TravelAnswer>(check.Answer(found, question.LeaveDay!.Value, language))));
}
