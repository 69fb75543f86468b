using System.ComponentModel.DataAnnotations;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Ausweisstatus.Access;
using Ausweisstatus.Access.Staff;
using Ausweisstatus.Domain;
using Ausweisstatus.Intake.Reading;
using Ausweisstatus.Intake.Recording;
using Ausweisstatus.Intake.Validation;
using Ausweisstatus.Languages;
using Ausweisstatus.Problems;
using Ausweisstatus.Support.History;
using Microsoft.AspNetCore.Mvc;

namespace Ausweisstatus.Support;

/// <summary>A fact that somebody of the staff says.</summary>
/// <param name="Id">Chosen by who says it, 1 to 64 characters; the same once more is no second fact.</param>
/// <param name="Type">Its name in the catalogue, e.g. <c>ready-for-pickup</c>: one that an authority may say.</param>
/// <param name="Time">When it happened; now, if left out.</param>
/// <param name="Data">As for the same fact at <c>POST /api/v1/events</c>.</param>
internal sealed record SaidFact(string Id, string Type, DateTimeOffset? Time = null, JsonObject? Data = null);

/// <summary>What became of it.</summary>
/// <param name="Recorded">False for a preview, and where it was recorded before.</param>
/// <param name="Fact">Its id.</param>
/// <param name="Document">What the holder reads before and after.</param>
/// <param name="Slip">Where the slip with a new code is printed; whoever has this address sees the code.</param>
internal sealed record SaidFactAnswer(
    bool Recorded, Guid Fact, BeforeAndAfter Document, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Slip = null) : IRecordedAnswer;

/// <summary>
/// <c>POST /api/v1/support/documents/{id}/facts</c>: what no system of the authority says, staff say: it arrived, it is ready, it was handed
/// over. It is judged and recorded like a fact of an authority's own client.
/// </summary>
internal sealed class SayFact(ReadForStaff read, FactValidator validator, GroupCommit commit, AsOf asOf, SlipTokens slips, TimeProvider clock)
{
    private const int MaxId = 64;

    // An application is registered, and what was wrong is taken back: each has an endpoint of its own.
    private static readonly Dictionary<string, FactType> Types = FactType.All
        .Where(type => type.MayBeSaidBy.HasFlag(Domain.Senders.Authority) && type.Record != typeof(ApplicationReceived) && type.Record != typeof(FactRetracted))
        .ToDictionary(type => type.Name);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/v1/support/documents/{id:guid}/facts", AnswerAsync)
            .ForStaff(StaffRole.Support)
            .WithTags("Support")
            .WithName("SayFact")
            .WithSummary("Say a fact of the authority that none of its systems says, or see what its holder would read")
            .WithDescription("With `preview=true` nothing is recorded. After a new code, `slip` is where its slip is printed.")
            .Accepts<SaidFact>("application/json")
            .Produces<SaidFactAnswer>(StatusCodes.Status201Created)
            .Produces<SaidFactAnswer>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    /// <param name="caller">Who says it.</param>
    /// <param name="id">Of the document.</param>
    /// <param name="said">The fact.</param>
    /// <param name="reason">Why the document is read.</param>
    /// <param name="preview">Only to see what it would do.</param>
    /// <param name="language">In which its holder reads.</param>
    /// <param name="cancellation">Until it is recorded.</param>
    /// <returns>Exactly one of the two.</returns>
    public async Task<(SaidFactAnswer? Answer, Problem? Problem)> ExecuteAsync(
        StaffCaller caller, Guid id, SaidFact said, string? reason, bool preview, Language language, CancellationToken cancellation)
    {
        var (document, problem) = await read.ReadToCorrectAsync(caller, id, reason, preview ? AuditAction.Read : AuditAction.Post, cancellation);
        if (document is null)
        {
            return (null, problem);
        }

        var (submission, refusal) = Judge(document, said);
        if (submission is null)
        {
            return (null, refusal);
        }

        var known = new KnownFact(submission.New.Id, submission.Fact);
        var answer = new SaidFactAnswer(false, known.Id, asOf.With(document, known, language));
        if (preview)
        {
            return (answer, null);
        }

        var recorded = (await commit.RecordAsync([submission], [], cancellation))[0];
        return recorded.Problem is { } rejected
            ? (null, rejected)
            : (answer with { Recorded = recorded.Outcome == Outcome.Accepted, Slip = SlipOf(document.With(known), submission.Fact) }, null);
    }

    private Intake.Validation.ValidationResult Judge(Document document, SaidFact said)
    {
        if (!AttributeText.IsSound(said.Id, MaxId))
        {
            return Problem.InvalidRequest.WithFieldError("id", $"is 1 to {MaxId} characters on one line");
        }

        if (!Types.TryGetValue(said.Type, out var type))
        {
            return Problem.InvalidRequest.WithFieldError("type", "is one of " + string.Join(", ", Types.Keys));
        }

        var eventId = $"said/{document.Id:n}/{said.Id}";
        // What is left out is decided once: said again, it is what it was.
        var before = document.Find(FactId.Of(Client.StaffSource, eventId));
        var data = (JsonObject)(said.Data ?? []).DeepClone();
        if (type.Record == typeof(ReferenceReissued) && !data.ContainsKey("generation"))
        {
            data["generation"] = before is ReferenceReissued reissued ? reissued.Generation : document.Status.Generation + 1;
        }

        return validator.Validate(
            new ReceivedEvent(
                eventId, Client.StaffSource, type.CloudEventType, $"{document.Authority}/{document.Order}",
                said.Time?.ToUniversalTime() ?? before?.OccurredAt ?? clock.GetUtcNow(), Encoding.UTF8.GetBytes(data.ToJsonString())),
            SystemOf(document.Authority));
    }

    // As which system the people of an authority speak; which person it was stands in the audit log.
    private static Caller SystemOf(AuthorityId authority) => Caller.From(CallerClaims.Of(
        new Client { Id = Client.Staff, Role = Role.Authority, Authorities = [authority], Source = Client.StaffSource }, Client.Staff))!;

    // Without a date of birth nobody can ask with the new code, so there is nothing to print.
    private string? SlipOf(Document document, Fact fact) =>
        fact is ReferenceReissued { Lookup: not null } reissued && document.Status.Generation == reissued.Generation && document.Lookup is not null
            ? "/slip/" + slips.For(document)
            : null;

    private static Task<IResult> AnswerAsync(
        Guid id, HttpContext context, StaffCaller caller, SayFact my, [FromHeader(Name = Reason.Header), Required] string? reason = null,
        bool preview = false, string? language = null) =>
        ChangeAnswer.OfAsync<SaidFact, SaidFactAnswer>(
            context, language, (said, spoken) => my.ExecuteAsync(caller, id, said, reason, preview, spoken, context.RequestAborted));
}
