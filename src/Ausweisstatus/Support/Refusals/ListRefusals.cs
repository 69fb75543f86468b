using System.Globalization;
using Ausweisstatus.Access;
using Ausweisstatus.Access.Staff;
using Ausweisstatus.Domain;
using Ausweisstatus.EventLog;
using Ausweisstatus.Intake;
using Ausweisstatus.Problems;

namespace Ausweisstatus.Support.Refusals;

/// <summary>Refused facts of one sender with one problem.</summary>
/// <param name="Client">Who sent them.</param>
/// <param name="Problem">The slug of the problem.</param>
/// <param name="Title">The problem in a sentence.</param>
/// <param name="Facts">How many facts.</param>
/// <param name="Times">How often they were sent, all together.</param>
/// <param name="OldestAt">When the first of them was refused first.</param>
/// <param name="NewestAt">When the last of them was refused last.</param>
/// <param name="Sample">The oldest.</param>
internal sealed record RefusalGroup(
    string Client, string Problem, string Title, int Facts, long Times, DateTimeOffset OldestAt, DateTimeOffset NewestAt, RefusalAnswer Sample);

/// <summary>A page of refused facts.</summary>
/// <param name="Groups">By sender and problem, that with the oldest first; on the first page only.</param>
/// <param name="Refusals">Oldest first.</param>
/// <param name="Next">The value of <c>after</c> for the next page; null on the last one.</param>
internal sealed record RefusalPage(IReadOnlyList<RefusalGroup> Groups, IReadOnlyList<RefusalAnswer> Refusals, string? Next);

/// <summary><c>GET /api/v1/support/refusals</c>: refused facts that nobody has got through yet.</summary>
internal sealed class ListRefusals(RefusalRows rows)
{
    private const int MaxLimit = 500;

    // What somebody might look for, and far from where calendars end.
    private static readonly (DateOnly First, DateOnly Last) Days = (new(2000, 1, 1), new(2999, 12, 31));

    /// <summary>Every problem that a fact may be refused with, by its slug.</summary>
    public static IReadOnlyDictionary<string, Problem> Problems { get; } =
        IntakeProblems.All.Concat(Problem.Catalogue).ToDictionary(problem => problem.Slug, StringComparer.Ordinal);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/support/refusals", AnswerAsync)
            .ForStaff(StaffRole.Support, StaffRole.Hotline, StaffRole.Operator)
            .WithTags("Support")
            .WithName("ListRefusals")
            .WithSummary("Refused facts by sender and problem, and one by one, oldest first")
            .WithDescription("Those of which no authority can be read are for operators alone. One that was got through is not listed any more.")
            .Produces<RefusalPage>()
            .ProducesProblem(StatusCodes.Status404NotFound);

    public async Task<List<RefusalGroup>> GroupAsync(RefusalFilter filter, StaffCaller caller, CancellationToken cancellation) =>
    [
        .. (await rows.GroupAsync(filter, RefusalScope.ToRead(caller), cancellation)).Select(group => new RefusalGroup(
            group.Client, group.Problem, TitleOf(group.Problem), group.Facts, group.Times, group.Sample.FirstAt, group.NewestAt, RefusalAnswer.Of(group.Sample))),
    ];

    public async Task<(IReadOnlyList<RefusalAnswer> Refusals, string? Next)> ListAsync(
        RefusalFilter filter, StaffCaller caller, ListPlace? after, int limit, CancellationToken cancellation)
    {
        var stored = await rows.ListAsync(filter, RefusalScope.ToRead(caller), after, limit, cancellation);
        return ([.. stored.Select(RefusalAnswer.Of)], stored.Count == limit ? ListPlace.Of(stored[^1].FirstAt, stored[^1].Id).ToString() : null);
    }

    /// <returns>Exactly one of the two.</returns>
    public static (RefusalFilter? Filter, Problem? Problem) TryParse(string? client, string? problem, string? authority, string? from, string? to)
    {
        DateOnly first = default, last = default;
        return client is not null && !ClientName.Is(client) ? Wrong("client", "is the name of a client")
            : problem is not null && !Problems.ContainsKey(problem) ? Wrong("problem", "is the slug of a problem")
            : authority is not null && !AuthorityId.TryParse(authority, out _) ? Wrong("authority", "is the name of an authority")
            : from is not null && !TryParseDay(from, out first) ? Wrong("from", "is a day, YYYY-MM-DD")
            : to is not null && !TryParseDay(to, out last) ? Wrong("to", "is a day, YYYY-MM-DD")
            : (new RefusalFilter(client, problem, authority, from is null ? null : first, to is null ? null : last), null);

        static (RefusalFilter?, Problem) Wrong(string field, string reason) => (null, Problem.InvalidRequest.WithFieldError(field, reason));
    }

    /// <param name="context">Of the request.</param>
    /// <param name="caller">Who reads.</param>
    /// <param name="my">Where it is read.</param>
    /// <param name="authority">About documents of this authority.</param>
    /// <param name="from">Sent last on this day of Berlin or later.</param>
    /// <param name="to">Sent last on this day of Berlin or earlier.</param>
    /// <param name="client">Sent by this client.</param>
    /// <param name="problem">Refused with this problem, e.g. `invalid-data`.</param>
    /// <param name="after">`next` of the page before; none for the first one.</param>
    /// <param name="limit">How many facts at most, up to 500.</param>
    private static async Task<IResult> AnswerAsync(
        HttpContext context, StaffCaller caller, ListRefusals my, string? authority = null, string? from = null, string? to = null,
        string? client = null, string? problem = null, string? after = null, int limit = 50)
    {
        context.Response.Headers.CacheControl = "no-store";
        var (filter, wrong) = TryParse(client, problem, authority, from, to);
        if (filter is null)
        {
            return wrong!;
        }

        ListPlace place = default;
        if (after is not null && !ListPlace.TryParse(after, ListOrder.Since, out place))
        {
            return Problem.InvalidRequest.WithFieldError("after", "is `next` of the page before");
        }

        if (limit is < 1 or > MaxLimit)
        {
            return Problem.InvalidRequest.WithFieldError("limit", $"is 1 to {MaxLimit}");
        }

        var groups = after is null ? await my.GroupAsync(filter, caller, context.RequestAborted) : [];
        var (refusals, next) = await my.ListAsync(filter, caller, after is null ? null : place, limit, context.RequestAborted);
        return new JsonAnswer<RefusalPage>(new(groups, refusals, next));
    }

    private static string TitleOf(string problem) => Problems.TryGetValue(problem, out var known) ? known.Title : problem;

    private static bool TryParseDay(string text, out DateOnly day) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day) && day >= Days.First && day <= Days.Last;
}
