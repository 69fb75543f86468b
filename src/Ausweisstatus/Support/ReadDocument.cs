using System.ComponentModel.DataAnnotations;
using Ausweisstatus.Access.Staff;
using Microsoft.AspNetCore.Mvc;

namespace Ausweisstatus.Support;

/// <summary><c>GET /api/v1/support/documents/{id}</c>: what is known of a document now.</summary>
internal static class ReadDocument
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/support/documents/{id:guid}", AnswerAsync)
            .ForStaff(StaffRole.Support, StaffRole.Hotline)
            .WithTags("Support")
            .WithName("ReadDocument")
            .WithSummary("Read a document; the audit log says who did and why")
            .Produces<StaffDocument>()
            .ProducesProblem(StatusCodes.Status404NotFound);

    /// <param name="id">Of the document.</param>
    /// <param name="context">Of the request.</param>
    /// <param name="caller">Who reads.</param>
    /// <param name="read">Where it is read.</param>
    /// <param name="reason">Why it is read, in 3 to 200 characters.</param>
    private static async Task<IResult> AnswerAsync(
        Guid id, HttpContext context, StaffCaller caller, ReadForStaff read, [FromHeader(Name = Reason.Header), Required] string? reason = null)
    {
        context.Response.Headers.CacheControl = "no-store";
        var (document, problem) = await read.ReadAsync(caller, id, reason, context.RequestAborted);
        return document is null ? problem! : new JsonAnswer<StaffDocument>(StaffDocument.Of(document));
    }
}
