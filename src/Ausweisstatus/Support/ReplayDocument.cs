using System.ComponentModel.DataAnnotations;
using Ausweisstatus.Access.Staff;
using Ausweisstatus.EventLog.Rebuild;
using Ausweisstatus.Problems;
using Microsoft.AspNetCore.Mvc;

namespace Ausweisstatus.Support;

/// <summary>A document that was folded again from its facts.</summary>
/// <param name="Changed">Whether what was stored differed. It is repaired then, unless it was a preview.</param>
/// <param name="Before">As it was stored; null where nothing was.</param>
/// <param name="After">As its facts say.</param>
/// <param name="Differs">What differed, by name; <c>document</c> where nothing was stored, <c>code</c> where its code led nowhere or elsewhere.</param>
internal sealed record ReplayAnswer(bool Changed, StaffDocument? Before, StaffDocument After, IReadOnlyList<string> Differs);

/// <summary>
/// <c>POST /api/v1/support/documents/{id}/replay</c>: folds a document again from its facts, and repairs what is stored of it. It is found by its
/// facts, since what is stored may be what is wrong.
/// </summary>
internal sealed class ReplayDocument(ReadForStaff read, FoldAgain fold)
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/v1/support/documents/{id:guid}/replay", AnswerAsync)
            .ForStaff(StaffRole.Support)
            .WithTags("Support")
            .WithName("ReplayDocument")
            .WithSummary("Fold a document again from its facts, or see what differs from what is stored")
            .WithDescription("With `preview=true` nothing is written.")
            .Produces<ReplayAnswer>()
            .ProducesProblem(StatusCodes.Status404NotFound);

    /// <param name="caller">Who has it done.</param>
    /// <param name="id">Of the document.</param>
    /// <param name="reason">Why.</param>
    /// <param name="preview">Only to see what differs.</param>
    /// <param name="cancellation">Until it is written.</param>
    /// <returns>Exactly one of the two.</returns>
    public async Task<(ReplayAnswer? Answer, Problem? Problem)> ExecuteAsync(
        StaffCaller caller, Guid id, string? reason, bool preview, CancellationToken cancellation)
    {
        var (document, problem) = await read.ReadFoldedToCorrectAsync(caller, id, reason, preview ? AuditAction.Read : AuditAction.Replay, cancellation);
        if (document is null)
        {
            return (null, problem);
        }

        var folded = await fold.ExecuteAsync(document, preview, cancellation);
        var before = folded.Before is { } stored ? StaffDocument.Of(document, stored.Columns, (int)stored.Version) : null;
        return (new ReplayAnswer(folded.Differs.Length > 0, before, StaffDocument.Of(folded.After), folded.Differs), null);
    }

    /// <param name="id">Of the document.</param>
    /// <param name="context">Of the request.</param>
    /// <param name="caller">Who has it done.</param>
    /// <param name="my">This.</param>
    /// <param name="reason">Why, in 3 to 200 characters.</param>
    /// <param name="preview">Only to see what differs.</param>
    private static async Task<IResult> AnswerAsync(
        Guid id, HttpContext context, StaffCaller caller, ReplayDocument my, [FromHeader(Name = Reason.Header), Required] string? reason = null,
        bool preview = false)
    {
        context.Response.Headers.CacheControl = "no-store";
        var (answer, problem) = await my.ExecuteAsync(caller, id, reason, preview, context.RequestAborted);
        return answer is null ? problem! : new JsonAnswer<ReplayAnswer>(answer);
    }
}
