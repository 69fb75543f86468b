using Ausweisstatus.Access;
using Ausweisstatus.EventLog;

namespace Ausweisstatus.Lists;

/// <summary><c>GET /api/v1/operations/documents</c>: which documents are where, for operators.</summary>
internal static class DocumentsEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/operations/documents", ListAsync)
            .ForRoles(Role.Operator)
            .WithTags("Operations")
            .WithName("ListDocuments")
            .WithSummary("List documents of an authority by their status, those that wait longest first")
            .WithDescription(
                "What is listed is as exact as the answer to a citizen. All that is asked for has to hold. Without `stage`: all that are not "
                + "handed over, cancelled or given up. A document that changes while pages are read may be on two of them or on none.")
            .Produces<DocumentPage>();

    /// <param name="context">Of the request.</param>
    /// <param name="list">Where they are read.</param>
    /// <param name="authority">Whose documents.</param>
    /// <param name="stage">In this stage, e.g. `shipped`; may be named several times.</param>
    /// <param name="location">At this location or on the way to it.</param>
    /// <param name="anomaly">With this anomaly, e.g. `not-registered`, or with `any`.</param>
    /// <param name="overdue">Only those that take longer than is usual, by the day from which they do.</param>
    /// <param name="uncollected">Only those that wait to be collected, while the time for it is over or ends within seven days. Where nobody said how long it is, it is taken for four weeks.</param>
    /// <param name="after">`next` of the page before; none for the first one.</param>
    /// <param name="limit">How many documents at most, up to 500.</param>
    private static async Task<IResult> ListAsync(
        HttpContext context, ReadList list, string? authority = null, string[]? stage = null, string? location = null, string? anomaly = null,
        bool overdue = false, bool uncollected = false, string? after = null, int limit = 50)
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
            After = after,
            Limit = limit,
        };
        var (page, problem) = await list.ExecuteAsync(query, _ => true, context.RequestAborted);
        return page is null ? problem! : new JsonAnswer<DocumentPage>(page);
    }
}

internal static class ListsSetup
{
    public static WebApplicationBuilder AddLists(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ListDocuments>().AddSingleton<UsualStageTimes>().AddSingleton<ReadList>();
        return builder;
    }

    public static WebApplication MapLists(this WebApplication app)
    {
        DocumentsEndpoint.Map(app);
        return app;
    }
}
