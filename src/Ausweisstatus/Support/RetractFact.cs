using System.ComponentModel.DataAnnotations;
using System.Diagnostics;
using Ausweisstatus.Access;
using Ausweisstatus.Access.Staff;
using Ausweisstatus.Domain;
using Ausweisstatus.EventLog;
using Ausweisstatus.Intake;
using Ausweisstatus.Intake.Recording;
using Ausweisstatus.Languages;
using Ausweisstatus.Problems;
using Ausweisstatus.Support.History;
using Microsoft.AspNetCore.Mvc;

namespace Ausweisstatus.Support;

/// <summary>A fact to be taken back.</summary>
/// <param name="Fact">Its id.</param>
/// <param name="Reason">Why it was wrong.</param>
/// <param name="BelongsTo">The document it is about in truth, where it was told of the wrong one: it is recorded there.</param>
internal sealed record Retraction(Guid Fact, RetractionReason Reason, OtherDocument? BelongsTo = null);

/// <summary>A document by its name.</summary>
/// <param name="Authority">Whose it is.</param>
/// <param name="Order">The authority's number of the order.</param>
internal sealed record OtherDocument(AuthorityId Authority, OrderNumber Order);

/// <summary>What a correction does.</summary>
/// <param name="Recorded">False for a preview, and where the fact was taken back before.</param>
/// <param name="Document">The document that the fact was told of.</param>
/// <param name="Other">The document that the fact is about in truth, where one was named.</param>
internal sealed record CorrectionAnswer(bool Recorded, BeforeAndAfter Document, BeforeAndAfter? Other) : IRecordedAnswer;

/// <summary>
/// <c>POST /api/v1/support/documents/{id}/retractions</c>: takes a fact back, and records it where it belongs. Nothing is ever edited. What is
/// recorded bears one source and one client for all staff; which person it was stands in the audit log.
/// </summary>
internal sealed class RetractFact(ReadForStaff read, GroupCommit commit, AsOf asOf, TimeProvider clock)
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/v1/support/documents/{id:guid}/retractions", AnswerAsync)
            .ForStaff(StaffRole.Support)
            .WithTags("Support")
            .WithName("RetractFact")
            .WithSummary("Take a fact back, or see what its holder would read if it were")
            .WithDescription("With `preview=true` nothing is recorded. A fact that was told of the wrong document is recorded for the one named in `belongsTo`.")
            .Accepts<Retraction>("application/json")
            .Produces<CorrectionAnswer>(StatusCodes.Status201Created)
            .Produces<CorrectionAnswer>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);

    /// <param name="caller">Who takes it back.</param>
    /// <param name="id">Of the document.</param>
    /// <param name="retraction">Which fact, and why.</param>
    /// <param name="reason">Why the document is read.</param>
    /// <param name="preview">Only to see what it would do.</param>
    /// <param name="language">In which its holder reads.</param>
    /// <param name="cancellation">Until it is recorded.</param>
    /// <returns>Exactly one of the two.</returns>
    public async Task<(CorrectionAnswer? Answer, Problem? Problem)> ExecuteAsync(
        StaffCaller caller, Guid id, Retraction retraction, string? reason, bool preview, Language language, CancellationToken cancellation)
    {
        var what = preview ? AuditAction.Read : AuditAction.Retract;
        var (document, problem) = await read.ReadToCorrectAsync(caller, id, reason, what, cancellation);
        if (document is null)
        {
            return (null, problem);
        }

        if (document.Find(retraction.Fact) is not { } fact)
        {
            return (null, Problem.InvalidRequest.WithFieldError("fact", "is no fact of this document"));
        }

        if (fact is FactRetracted)
        {
            return (null, IntakeProblems.NotRetractable);
        }

        Document? other = null;
        if (retraction.BelongsTo is { } named)
        {
            (other, problem) = await FindOtherAsync(caller, document, fact, named, reason, what, cancellation);
            if (other is null)
            {
                return (null, problem);
            }
        }

        var retracted = OfStaff($"retraction/{retraction.Fact:n}", new FactRetracted(clock.GetUtcNow(), retraction.Fact, retraction.Reason));
        var moved = OfStaff($"moved/{retraction.Fact:n}", fact);
        var answer = new CorrectionAnswer(!preview, asOf.With(document, Known(retracted), language), other is null ? null : asOf.With(other, Known(moved), language));
        if (preview)
        {
            return (answer, null);
        }

        // All with one commit. They were checked when they were sent first.
        var recorded = await commit.RecordAsync([About(document, retracted), .. other is null ? [] : new[] { About(other, moved) }], [], cancellation);
        return recorded.Select(one => one.Problem).FirstOrDefault(refused => refused is not null && refused.Slug != IntakeProblems.EventIdReused.Slug) is { } refusal
            ? (null, refusal)
            // Taken back before, perhaps by somebody else a moment ago.
            : (answer with { Recorded = recorded.Any(one => one.Outcome == Outcome.Accepted) }, null);
    }

    private async Task<(Document? Other, Problem? Problem)> FindOtherAsync(
        StaffCaller caller, Document document, Fact fact, OtherDocument named, string? reason, AuditAction what, CancellationToken cancellation)
    {
        // What a code leads to is made for one order; it cannot be moved.
        if (FactType.Of(fact).CanChangeLookup)
        {
            return (null, Problem.InvalidRequest.WithFieldError("belongsTo", "an application or a code cannot be moved: take it back and register anew"));
        }

        var id = DocumentId.Of(named.Authority, named.Order);
        var (other, problem) = await read.ReadToCorrectAsync(caller, id, reason, what, cancellation);
        return other is null ? (null, problem!.Status == StatusCodes.Status404NotFound ? Problem.InvalidRequest.WithFieldError("belongsTo", "is no document that you may read") : problem)
            : other.Id == document.Id ? (null, Problem.InvalidRequest.WithFieldError("belongsTo", "is the same document"))
            : (other, null);
    }

    private static NewFact OfStaff(string id, Fact fact) => new(fact, Client.StaffSource, id, Client.Staff, Activity.Current?.TraceId.ToString());

    private static KnownFact Known(NewFact fact) => new(fact.Id, fact.Fact);

    private static Submission About(Document document, NewFact fact) => new(new DocumentKey(document.Authority, document.Order), fact);

    private static Task<IResult> AnswerAsync(
        Guid id, HttpContext context, StaffCaller caller, RetractFact my, [FromHeader(Name = Reason.Header), Required] string? reason = null,
        bool preview = false, string? language = null) =>
        ChangeAnswer.OfAsync<Retraction, CorrectionAnswer>(
            context, language, (retraction, spoken) => my.ExecuteAsync(caller, id, retraction, reason, preview, spoken, context.RequestAborted));
}
