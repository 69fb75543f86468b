using Ausweisstatus.Access.Staff;
using Ausweisstatus.Domain;
using Ausweisstatus.Lists;

namespace Ausweisstatus.Support;

/// <summary>
/// <c>GET /api/v1/support/documents</c>: which documents are where, for staff. That somebody looked at a list is written down like a search; a
/// document of it is opened with a reason, like any other.
/// </summary>
internal sealed class ListForStaff(ReadList list, AuditLog audit)
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/support/documents", AnswerAsync)
            .ForStaff(StaffRole.Support, StaffRole.Hotline)
            .WithTags("Support")
            .WithName("ListDocumentsForStaff")
            .WithSummary("List documents of an authority that somebody should look at")
            .WithDescription("All that is asked for has to hold. Without `stage`: all that are not handed over, cancelled or given up; of corrected ones all.")
            .Produces<DocumentPage>()
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound);

    /// <returns>Exactly one of the two.</returns>
    public async Task<(DocumentPage? Page, Problems.Problem? Problem)> ExecuteAsync(StaffCaller caller, ListQuery query, CancellationToken cancellation)
    {
        var (page, problem) = await list.ExecuteAsync(query, caller.MayRead, cancellation);
        if (page is not null)
        {
            await audit.WriteListAsync(caller, AuthorityId.Parse(query.Authority!), cancellation);
        }

        return (page, problem);
    }

    /// <param name="context">Of the request.</param>
    /// <param name="caller">Who looks.</param>
    /// <param name="my">What reads it.</param>
    /// <param name="authority">Whose documents.</param>
    /// <param name="stage">In this stage, e.g. `shipped`; may be named several times.</param>
    /// <param name="location">At this location or on the way to it.</param>
    /// <param name="anomaly">With this anomaly, e.g. `not-registered`, or with `any`.</param>
    /// <param name="overdue">Only those that take longer than is usual, by the day from which they do.</param>
    /// <param name="uncollected">Only those that wait to be collected, while the time for it is over or ends within seven days.</param>
    /// <param name="stuck">Only those that have been in their stage for longer than nine of ten of their kind were during the last half year.</param>
    /// <param name="corrected">Only those of which a fact was taken back during the last thirty days, the latest first.</param>
    /// <param name="after">`next` of the page before; none for the first one.</param>
    /// <param name="limit">How many documents at most, up to 500.</param>
    private static async Task<IResult> AnswerAsync(
        HttpContext context, StaffCaller caller, ListForStaff my, string? authority = null, string[]? stage = null, string? location = null,
        string? anomaly = null, bool overdue = false, bool uncollected = false, bool stuck = false, bool corrected = false,
        string? after = null, int limit = 50)
    {
        context.Response.Headers.CacheControl = "no-store";
        var query = new ListQuery
        {
            Authority = authority,
            Stages = stage ?? [],
            Location = location,
            Anomaly = anomaly,
            Overdue = overdue,
            Uncollected = uncollected,
            Stuck = stuck,
            Corrected = corrected,
            After = after,
            Limit = limit,
        };
        var (page, problem) = await my.ExecuteAsync(caller, query, context.RequestAborted);
        return page is null ? problem! : new JsonAnswer<DocumentPage>(page);
    }
}
