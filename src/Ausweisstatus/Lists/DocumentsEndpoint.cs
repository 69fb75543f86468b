using Ausweisstatus.Access;
using Ausweisstatus.Domain;
using Ausweisstatus.EventLog;
using Ausweisstatus.Problems;

namespace Ausweisstatus.Lists;

/// <summary>A page of a list of documents.</summary>
/// <param name="Documents">Those that wait longest first.</param>
/// <param name="Next">The value of <c>after</c> for the next page; null on the last one.</param>
internal sealed record DocumentPage(IReadOnlyList<ListedDocument> Documents, string? Next);

/// <summary><c>GET /api/v1/operations/documents</c>: which documents are where, for operators.</summary>
internal static class DocumentsEndpoint
{
    private const int MaxLimit = 500;
    private const int DaysBeforeTheEnd = 7;

    private static readonly Stage[] Open = [.. Enum.GetValues<Stage>().Where(stage => !stage.IsFinal())];
    private static readonly Stage[] Collectable = [Stage.ReadyForPickup, Stage.HeldAtBranch];

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
    /// <param name="documents">Where they are read.</param>
    /// <param name="clock">What day it is.</param>
    /// <param name="authority">Whose documents.</param>
    /// <param name="stage">In this stage, e.g. `shipped`; may be named several times.</param>
    /// <param name="location">At this location or on the way to it.</param>
    /// <param name="anomaly">With this anomaly, e.g. `not-registered`.</param>
    /// <param name="overdue">Only those that take longer than is usual, by the day from which they do.</param>
    /// <param name="uncollected">Only those that wait to be collected, while the time for it is over or ends within seven days. Where nobody said how long it is, it is taken for four weeks.</param>
    /// <param name="after">`next` of the page before; none for the first one.</param>
    /// <param name="limit">How many documents at most, up to 500.</param>
    private static async Task<IResult> ListAsync(
        HttpContext context, ListDocuments documents, TimeProvider clock,
        string? authority = null, string[]? stage = null, string? location = null, string? anomaly = null,
        bool overdue = false, bool uncollected = false, string? after = null, int limit = 50)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (!AuthorityId.TryParse(authority, null, out var named))
        {
            return Wrong("authority", "is the name of an authority");
        }

        if (!TryParseAll<Stage>(stage ?? [], out var stages))
        {
            return Wrong("stage", "is a stage");
        }

        if (!TryParseAll<Anomaly>(anomaly is null ? [] : [anomaly], out var anomalies))
        {
            return Wrong("anomaly", "is an anomaly");
        }

        LocationId at = default;
        if (location is not null && !LocationId.TryParse(location, null, out at))
        {
            return Wrong("location", "is the name of a location");
        }

        ListPlace place = default;
        if (after is not null && !ListPlace.TryParse(after, byDay: overdue, out place))
        {
            return Wrong("after", "is `next` of the page before");
        }

        if (limit is < 1 or > MaxLimit)
        {
            return Wrong("limit", $"is 1 to {MaxLimit}");
        }

        var today = clock.GetUtcNow().DayInBerlin();
        stages = stages.Length > 0 ? stages : Open;
        var filter = new DocumentFilter(
            named,
            uncollected ? [.. stages.Intersect(Collectable)] : stages,
            location is null ? null : at,
            anomalies is [var one] ? one : null,
            overdue ? today : null,
            uncollected ? today.AddDays(DaysBeforeTheEnd) : null);
        var page = await documents.ReadAsync(filter, after is null ? null : place, limit, context.RequestAborted);
        var next = page.Count == limit ? ListPlace.Of(page[^1], byDay: overdue).ToString() : null;
        return new JsonAnswer<DocumentPage>(new(page, next));
    }

    private static Problem Wrong(string field, string reason) => Problem.InvalidRequest.WithFieldError(field, reason);

    private static bool TryParseAll<T>(string[] words, out T[] values) where T : struct, Enum
    {
        values = [.. Enum.GetValues<T>().Where(value => words.Contains(KebabCase.Of(value)))];
        return values.Length == words.Distinct().Count();
    }
}

internal static class ListsSetup
{
    public static WebApplicationBuilder AddLists(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ListDocuments>();
        return builder;
    }

    public static WebApplication MapLists(this WebApplication app)
    {
        DocumentsEndpoint.Map(app);
        return app;
    }
}
