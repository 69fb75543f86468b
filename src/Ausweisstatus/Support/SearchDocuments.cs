using Ausweisstatus.Access.Staff;
using Ausweisstatus.Domain;
using Ausweisstatus.Intake.Validation;
using Ausweisstatus.Languages;
using Ausweisstatus.Problems;
using Ausweisstatus.Status;
using Microsoft.AspNetCore.Mvc;

namespace Ausweisstatus.Support;

/// <summary>What is looked for: authority and order, or the code of the slip.</summary>
/// <param name="Authority">Whose document.</param>
/// <param name="Order">The authority's number of the order.</param>
/// <param name="Reference">The code, as it is written or read out.</param>
internal sealed record DocumentSearch(string? Authority = null, string? Order = null, string? Reference = null)
{
    /// <summary>What cannot be looked for; null where it can.</summary>
    public Problem? Check(Language language) => (Authority, Order, Reference) switch
    {
        (null, null, null) => Problem.InvalidRequest with { Detail = "Give authority and order, or reference." },
        (null, null, { } code) => Domain.Reference.TryParse(code, out _) ? null : StatusProblems.ReferenceTypo.WithFieldError("reference", language["error.code.typo"]),
        (_, _, not null) => Problem.InvalidRequest.WithFieldError("reference", "comes without authority and order"),
        _ => !AuthorityId.TryParse(Authority, out _) ? Problem.InvalidRequest.WithFieldError("authority", "is the name of an authority")
            : !OrderNumber.TryParse(Order, out _) ? Problem.InvalidRequest.WithFieldError("order", "is 1 to 64 visible characters")
            : null,
    };
}

/// <summary>What was found.</summary>
/// <param name="Documents">At most one; none also where it is not of an authority of theirs.</param>
internal sealed record FoundDocuments(IReadOnlyList<FoundDocument> Documents);

/// <summary><c>POST /api/v1/support/search</c>: a document by authority and order, or by its code alone.</summary>
internal sealed class SearchDocuments(ReadForStaff read, LookupKeys keys, TimeProvider clock)
{
    private const int MaxBytes = 8 * 1024;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/v1/support/search", AnswerAsync)
            .ForStaff(StaffRole.Support, StaffRole.Hotline)
            .WithTags("Support")
            .WithName("SearchDocuments")
            .WithSummary("Find a document by authority and order, or by its code")
            .WithDescription("That somebody looked, and what they found, is written into the audit log. No reason is needed yet; it is kept if there is one.")
            .Accepts<DocumentSearch>("application/json")
            .Produces<FoundDocuments>()
            .ProducesProblem(StatusCodes.Status404NotFound);

    /// <param name="search">One that was checked.</param>
    public Task<Document?> FindAsync(StaffCaller caller, DocumentSearch search, string? reason, CancellationToken cancellation) =>
        Domain.Reference.TryParse(search.Reference, out var reference)
            ? read.FindAsync(caller, LookupsOfCode.Of(keys, reference, clock.GetUtcNow().DayInBerlin()), reason, cancellation)
            : read.FindAsync(caller, AuthorityId.Parse(search.Authority!), OrderNumber.Parse(search.Order!), reason, cancellation);

    /// <param name="context">Of the request.</param>
    /// <param name="caller">Who looks for it.</param>
    /// <param name="my">What finds it.</param>
    /// <param name="reason">Why, if there is a reason already.</param>
    private static async Task<IResult> AnswerAsync(
        HttpContext context, StaffCaller caller, SearchDocuments my, [FromHeader(Name = Reason.Header)] string? reason = null)
    {
        context.Response.Headers.CacheControl = "no-store";
        var (search, problem) = await JsonBody.ReadAsync<DocumentSearch>(context.Request, MaxBytes, context.RequestAborted);
        if ((problem ?? search!.Check(context.NegotiatedLanguage())) is { } refusal)
        {
            return refusal;
        }

        var document = await my.FindAsync(caller, search!, reason, context.RequestAborted);
        return new JsonAnswer<FoundDocuments>(new(document is null ? [] : [FoundDocument.Of(document)]));
    }
}
