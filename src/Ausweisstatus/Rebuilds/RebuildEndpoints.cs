using Ausweisstatus.Access.Staff;
using Ausweisstatus.Intake.Validation;
using Ausweisstatus.Problems;

namespace Ausweisstatus.Rebuilds;

/// <summary><c>/api/v1/operations/rebuilds</c>: for operators, who are people here: a row says which of them started it.</summary>
internal static class RebuildEndpoints
{
    private const string Path = "/api/v1/operations/rebuilds";
    private const int MaxBytes = 64 * 1024;
    private const int Listed = 50;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var rebuilds = routes.MapGroup("").ForStaff(StaffRole.Operator).WithTags("Operations");
        rebuilds.MapPost(Path, StartAsync).WithName("StartRebuild").WithSummary("Make a read model from the facts again, or find what differs")
            .WithDescription("One of each projection can be under way. A node that is not only for the web works on it.")
            .Accepts<RebuildRequest>("application/json")
            .Produces<RebuildAnswer>(StatusCodes.Status202Accepted)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        rebuilds.MapGet(Path, ListAsync).WithName("ListRebuilds").WithSummary($"The latest {Listed} rebuilds, the latest first")
            .Produces<IReadOnlyList<RebuildAnswer>>().ProducesProblem(StatusCodes.Status404NotFound);
        rebuilds.MapGet(Path + "/{id:guid}", ReadAsync).WithName("ReadRebuild").WithSummary("How far a rebuild is")
            .Produces<RebuildAnswer>().ProducesProblem(StatusCodes.Status404NotFound);
        rebuilds.MapGet(Path + "/{id:guid}/progress", FollowAsync).WithName("FollowRebuild").WithSummary("Be told how far a rebuild is")
            .WithDescription("Server-sent events: `progress` twice a second, and `end` when it is over. Each carries what reading the rebuild answers.")
            .Produces<RebuildAnswer>(contentType: "text/event-stream").ProducesProblem(StatusCodes.Status404NotFound);
        rebuilds.MapPost(Path + "/{id:guid}/cancel", CancelAsync).WithName("CancelRebuild").WithSummary("Cancel a rebuild; what it repaired stays repaired")
            .Produces<RebuildAnswer>().ProducesProblem(StatusCodes.Status404NotFound);
        rebuilds.MapPost(Path + "/{id:guid}/resume", ResumeAsync).WithName("ResumeRebuild").WithSummary("Let a rebuild go on that was cancelled or failed")
            .Produces<RebuildAnswer>(StatusCodes.Status202Accepted)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> StartAsync(HttpContext context, StaffCaller caller, StartRebuild start)
    {
        var (request, unreadable) = await JsonBody.ReadAsync<RebuildRequest>(context.Request, MaxBytes, context.RequestAborted);
        if (request is null)
        {
            return unreadable!;
        }

        var (job, problem) = await start.ExecuteAsync(caller, request, context.RequestAborted);
        return job is null ? problem! : Accepted(context, job);
    }

    private static async Task<IResult> ListAsync(RebuildQueue queue, CancellationToken cancellation) =>
        new JsonAnswer<IReadOnlyList<RebuildAnswer>>([.. (await queue.LatestAsync(Listed, cancellation)).Select(RebuildAnswer.Of)]);

    private static async Task<IResult> ReadAsync(Guid id, RebuildQueue queue, CancellationToken cancellation) => AnswerOf(await queue.FindAsync(id, cancellation));

    private static Task<IResult> FollowAsync(Guid id, HttpContext context, FollowRebuild follow) => follow.AnswerAsync(id, context);

    private static async Task<IResult> CancelAsync(Guid id, RebuildQueue queue, CancellationToken cancellation)
    {
        await queue.CancelAsync(id, cancellation);
        return AnswerOf(await queue.FindAsync(id, cancellation));
    }

    private static async Task<IResult> ResumeAsync(Guid id, HttpContext context, StartRebuild start)
    {
        var (job, problem) = await start.ResumeAsync(id, context.RequestAborted);
        return job is null ? problem ?? Problem.NoSuchResource : Accepted(context, job);
    }

    private static IResult AnswerOf(RebuildJob? job) => job is null ? Problem.NoSuchResource : new JsonAnswer<RebuildAnswer>(RebuildAnswer.Of(job));

    private static JsonAnswer<RebuildAnswer> Accepted(HttpContext context, RebuildJob job)
    {
        context.Response.Headers.Location = $"{Path}/{job.Id}";
        return new JsonAnswer<RebuildAnswer>(RebuildAnswer.Of(job), StatusCodes.Status202Accepted);
    }
}
