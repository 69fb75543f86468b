using System.ComponentModel.DataAnnotations;
using Ausweisstatus.Access.Staff;
using Ausweisstatus.Domain;
using Ausweisstatus.EventLog;
using Ausweisstatus.Intake;
using Ausweisstatus.Intake.Validation;
using Ausweisstatus.Problems;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;

namespace Ausweisstatus.Support.Refusals;

/// <summary>Which refused facts are sent again.</summary>
/// <param name="Client">Whose.</param>
/// <param name="Problem">Refused with this problem.</param>
/// <param name="Authority">About documents of this authority; all that one may correct where none is named.</param>
/// <param name="After"><c>next</c> of the answer before; none at first.</param>
internal sealed record GroupToResubmit(string Client, string Problem, AuthorityId? Authority = null, string? After = null);

/// <summary>What became of them.</summary>
/// <param name="Accepted">How many are recorded now.</param>
/// <param name="Duplicates">How many were recorded already.</param>
/// <param name="Rejected">How many were refused again.</param>
/// <param name="Results">Each.</param>
/// <param name="Next">The value of <c>after</c> to go on with; null where there are no more.</param>
internal sealed record ResubmittedGroup(int Accepted, int Duplicates, int Rejected, IReadOnlyList<ResubmittedFact> Results, string? Next)
{
    public static ResubmittedGroup Of(IReadOnlyList<ResubmittedFact> facts, ListPlace? next)
    {
        return new(Number(FactResult.AcceptedOutcome), Number(FactResult.DuplicateOutcome), Number(FactResult.RejectedOutcome), facts, next?.ToString());

        int Number(string outcome) => facts.Count(fact => fact.Outcome == outcome);
    }
}

/// <summary>
/// <c>POST /api/v1/support/refusals/{id}/resubmit</c> and <c>POST /api/v1/support/refusals/resubmit</c>: one refused fact is sent again, or all of
/// one sender with one problem.
/// </summary>
internal static class ResubmitEndpoints
{
    private const int MaxBytes = 8 * 1024;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/v1/support/refusals/{id:guid}/resubmit", OneAsync)
            .ForStaff(StaffRole.Support, StaffRole.Operator)
            .WithTags("Support")
            .WithName("ResubmitRefusal")
            .WithSummary("Send a refused fact again, as it is or with one field put right")
            .WithDescription("Without a body: as it was sent. It goes the way of every fact, for the client that sent it. `rejected` is an answer, too: the refusal has its new problem then.")
            .Accepts<Correction>("application/json")
            .Produces<ResubmittedFact>(StatusCodes.Status201Created)
            .Produces<ResubmittedFact>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
        routes.MapPost("/api/v1/support/refusals/resubmit", GroupAsync)
            .ForStaff(StaffRole.Support, StaffRole.Operator)
            .WithTags("Support")
            .WithName("ResubmitRefusals")
            .WithSummary("Send all refused facts of one sender with one problem again, up to 500 at once")
            .Accepts<GroupToResubmit>("application/json")
            .Produces<ResubmittedGroup>()
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    /// <param name="id">Of the refusal.</param>
    /// <param name="context">Of the request.</param>
    /// <param name="caller">Who sends it again.</param>
    /// <param name="resubmit">What does it.</param>
    /// <param name="reason">Why, in 3 to 200 characters.</param>
    private static async Task<IResult> OneAsync(
        Guid id, HttpContext context, StaffCaller caller, ResubmitRefusals resubmit, [FromHeader(Name = Reason.Header), Required] string? reason = null)
    {
        context.Response.Headers.CacheControl = "no-store";
        Correction? correction = null;
        if (context.Features.Get<IHttpRequestBodyDetectionFeature>() is not { CanHaveBody: false })
        {
            (correction, var unreadable) = await JsonBody.ReadAsync<Correction>(context.Request, MaxBytes, context.RequestAborted);
            if (correction is null)
            {
                return unreadable!;
            }
        }

        var (fact, problem) = await resubmit.OneAsync(caller, id, correction, reason, context.RequestAborted);
        return fact is null ? problem! : new JsonAnswer<ResubmittedFact>(
            fact, fact.Outcome == FactResult.AcceptedOutcome ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    /// <param name="context">Of the request.</param>
    /// <param name="caller">Who sends them again.</param>
    /// <param name="resubmit">What does it.</param>
    /// <param name="reason">Why, in 3 to 200 characters.</param>
    private static async Task<IResult> GroupAsync(
        HttpContext context, StaffCaller caller, ResubmitRefusals resubmit, [FromHeader(Name = Reason.Header), Required] string? reason = null)
    {
        context.Response.Headers.CacheControl = "no-store";
        var (group, unreadable) = await JsonBody.ReadAsync<GroupToResubmit>(context.Request, MaxBytes, context.RequestAborted);
        if (group is null)
        {
            return unreadable!;
        }

        if (!Reason.TryParse(reason, out var why))
        {
            return SupportProblems.ReasonRequired;
        }

        var (filter, wrong) = ListRefusals.TryParse(group.Client, group.Problem, null, null, null);
        if (filter is null)
        {
            return wrong!;
        }

        ListPlace place = default;
        if (group.After is { } after && !ListPlace.TryParse(after, ListOrder.Since, out place))
        {
            return Problem.InvalidRequest.WithFieldError("after", "is `next` of the answer before");
        }

        var (facts, next) = await resubmit.GroupAsync(
            caller, group.Client, group.Problem, group.Authority?.ToString(), group.After is null ? null : place, why, context.RequestAborted);
        return new JsonAnswer<ResubmittedGroup>(ResubmittedGroup.Of(facts, next));
    }
}
