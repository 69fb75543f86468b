using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Ausweisstatus.Access.Staff;
using Ausweisstatus.Problems;

namespace Ausweisstatus.Support;

/// <summary>A page of the audit log.</summary>
/// <param name="Entries">Oldest first.</param>
/// <param name="Next">The value of <c>after</c> for the next page; null on the last one.</param>
internal sealed record AuditPage(IReadOnlyList<AuditEntry> Entries, string? Next);

/// <summary><c>GET /api/v1/support/audit</c>: who read or changed a document, when and why.</summary>
internal static class ReadAudit
{
    private const int MaxLimit = 500;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/support/audit", AnswerAsync)
            .ForStaff(StaffRole.Support, StaffRole.Operator)
            .WithTags("Support")
            .WithName("ReadAudit")
            .WithSummary("Read who read or changed a document")
            .Produces<AuditPage>()
            .ProducesProblem(StatusCodes.Status404NotFound);

    /// <param name="context">Of the request.</param>
    /// <param name="caller">Who reads.</param>
    /// <param name="audit">Where it is read.</param>
    /// <param name="document">The id of the document. One of another authority has no entries.</param>
    /// <param name="after">`next` of the page before; none for the first one.</param>
    /// <param name="limit">How many entries at most, up to 500.</param>
    private static async Task<IResult> AnswerAsync(
        HttpContext context, StaffCaller caller, AuditLog audit, [Required] string? document = null, string? after = null, int limit = 100)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (!Guid.TryParseExact(document, "D", out var id))
        {
            return Problem.InvalidRequest.WithFieldError("document", "is the id of a document");
        }

        var place = 0L;
        if (after is not null && !long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out place))
        {
            return Problem.InvalidRequest.WithFieldError("after", "is `next` of the page before");
        }

        if (limit is < 1 or > MaxLimit)
        {
            return Problem.InvalidRequest.WithFieldError("limit", $"is 1 to {MaxLimit}");
        }

        string[]? authorities = caller.Roles.Contains(StaffRole.Operator) ? null : [.. caller.Authorities.Select(authority => authority.ToString())];
        var entries = await audit.ReadAsync(id, authorities, place, limit, context.RequestAborted);
        return new JsonAnswer<AuditPage>(new(entries, entries.Count == limit ? entries[^1].Id.ToString(CultureInfo.InvariantCulture) : null));
    }
}
