using System.ComponentModel.DataAnnotations;
using Ausweisstatus.Access.Staff;
using Ausweisstatus.Domain;
using Ausweisstatus.Problems;
using Microsoft.AspNetCore.Mvc;

namespace Ausweisstatus.Support.History;

/// <summary>A page of the facts of a document.</summary>
/// <param name="Facts">In the order they were recorded.</param>
/// <param name="Next">The value of <c>from</c> for the next page; null on the last one.</param>
internal sealed record TimelinePage(IReadOnlyList<TimelineLine> Facts, int? Next);

/// <summary><c>GET /api/v1/support/documents/{id}/facts</c>: what was told about a document, when we learned it, from whom, and what it did.</summary>
internal static class ReadTimeline
{
    private const int MaxLimit = 500;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/support/documents/{id:guid}/facts", AnswerAsync)
            .ForStaff(StaffRole.Support, StaffRole.Hotline)
            .WithTags("Support")
            .WithName("ReadTimeline")
            .WithSummary("Every fact of a document, in the order we learned it, and what it did to the status")
            .Produces<TimelinePage>()
            .ProducesProblem(StatusCodes.Status404NotFound);

    /// <param name="id">Of the document.</param>
    /// <param name="context">Of the request.</param>
    /// <param name="caller">Who reads.</param>
    /// <param name="read">Where it is read.</param>
    /// <param name="reason">Why it is read, in 3 to 200 characters.</param>
    /// <param name="client">Only facts through this client.</param>
    /// <param name="type">Only facts of this type, e.g. `ready-for-pickup`.</param>
    /// <param name="mark">Only facts that are remarkable in this way, e.g. `late`.</param>
    /// <param name="from">The number of the first fact wanted, from 1.</param>
    /// <param name="limit">How many at most, up to 500.</param>
    private static async Task<IResult> AnswerAsync(
        Guid id, HttpContext context, StaffCaller caller, ReadForStaff read,
        [FromHeader(Name = Reason.Header), Required] string? reason = null,
        string? client = null, string? type = null, string? mark = null, int from = 1, int limit = 100)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (from < 1)
        {
            return Problem.InvalidRequest.WithFieldError("from", "is the number of a fact, from 1");
        }

        if (limit is < 1 or > MaxLimit)
        {
            return Problem.InvalidRequest.WithFieldError("limit", $"is 1 to {MaxLimit}");
        }

        var marked = KebabCase.Find<FactMark>(mark);
        if (mark is not null && marked is null)
        {
            return Problem.InvalidRequest.WithFieldError("mark", "is a mark of facts");
        }

        var (history, problem) = await read.ReadHistoryAsync(caller, id, reason, context.RequestAborted);
        if (history is null)
        {
            return problem!;
        }

        var filter = new TimelineFilter(client, type, marked);
        TimelineLine[] lines = [.. Timeline.Lines(history, from, limit, filter)];
        int? next = lines.Length == limit && lines[^1].Number < history.Facts.Length ? lines[^1].Number + 1 : null;
        return new JsonAnswer<TimelinePage>(new(lines, next));
    }
}
