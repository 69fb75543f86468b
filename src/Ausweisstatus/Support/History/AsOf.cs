using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Ausweisstatus.Access.Staff;
using Ausweisstatus.Domain;
using Ausweisstatus.EventLog;
using Ausweisstatus.ExpectedDates;
using Ausweisstatus.Languages;
using Ausweisstatus.Locations;
using Ausweisstatus.Problems;
using Ausweisstatus.Status;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace Ausweisstatus.Support.History;

/// <summary>What was known of a document at a moment, and what its holder would have read.</summary>
/// <param name="Number">How many facts were known then; 0 before the first.</param>
/// <param name="Of">How many are known now.</param>
/// <param name="LearnedAt">When the last of them was learned; null at moment 0.</param>
/// <param name="ReadAt">The time for which the answer is made: the one asked for, else when the moment began.</param>
/// <param name="Document">As it was known then.</param>
/// <param name="CitizenSaw">
/// What its holder would have read, in the language asked for; null where no code led to it. Whether anybody asked is recorded nowhere.
/// The words, and the addresses and hours of offices, are those of today: neither is kept.
/// </param>
/// <param name="Differences">What reads differently than at the moment named by <c>since</c>; null where none was named.</param>
internal sealed record Moment(
    int Number, int Of, DateTimeOffset? LearnedAt, DateTimeOffset ReadAt, StaffDocument Document, StatusAnswer? CitizenSaw,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<Difference>? Differences = null);

/// <summary><c>GET /api/v1/support/documents/{id}/as-of</c>: a document as it was known at a moment, and how two moments differ.</summary>
internal sealed class AsOf(
    AuthorityDirectory authorities, ReadExpectedTimes times, ExpectedTimesDirectory expected, TimeProvider clock, IOptions<JsonOptions> json)
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/support/documents/{id:guid}/as-of", AnswerAsync)
            .ForStaff(StaffRole.Support, StaffRole.Hotline)
            .WithTags("Support")
            .WithName("ReadAsOf")
            .WithSummary("A document as it was known at a time or a moment, and exactly what its holder would have read")
            .WithDescription("Without `recorded` and `moment`: now. `since` names another moment; then it is told what reads differently since then.")
            .Produces<Moment>()
            .ProducesProblem(StatusCodes.Status404NotFound);

    /// <summary>The document at a moment.</summary>
    /// <param name="history">Of the document.</param>
    /// <param name="kept">See <see cref="TimesAsync"/>.</param>
    /// <param name="number">The moment.</param>
    /// <param name="time">The time asked for, where it was one.</param>
    /// <param name="language">In which its holder would have read.</param>
    public Moment At(DocumentHistory history, KeptTimes kept, int number, DateTimeOffset? time, Language language)
    {
        var document = history.At(number);
        DateTimeOffset? learnedAt = number > 0 ? history.Facts[number - 1].RecordedAt : null;
        var readAt = time ?? (number == history.Facts.Length ? clock.GetUtcNow() : learnedAt ?? history.Facts[0].RecordedAt);
        return new(number, history.Facts.Length, learnedAt, readAt, StaffDocument.Of(document), Answer(document, readAt, kept.At(readAt), language));
    }

    /// <summary>What expected dates of a document followed from at each of its moments.</summary>
    public Task<KeptTimes> TimesAsync(DocumentHistory history, CancellationToken cancellation)
    {
        var now = history.Now;
        return times.OfDocumentAsync(now.Authority, now.Status.Kind, history.Facts[0].RecordedAt, cancellation);
    }

    /// <summary>What its holder reads now; null where no code leads to the document.</summary>
    public StatusAnswer? Answer(Document document, DateTimeOffset now, Language language) => Answer(document, now, expected.Current, language);

    private StatusAnswer? Answer(Document document, DateTimeOffset time, ExpectedTables? tables, Language language) => document.Status.Lookup is null
        ? null
        : AnswerStatus.Answer(document, authorities.Find(document.Authority), language, time.DayInBerlin(), tables);

    /// <summary>What reads differently at two moments, for its holder and for staff.</summary>
    public IReadOnlyList<Difference> Between(Moment before, Moment after) =>
        Differences.Between(Read(before), Read(after));

    /// <summary>What its holder reads now, and what they would read if one more fact were known.</summary>
    public BeforeAndAfter With(Document document, KnownFact fact, Language language)
    {
        var now = clock.GetUtcNow();
        var (before, after) = (Answer(document, now, language), Answer(document.With(fact), now, language));
        return new(document.Id, before, after, Differences.Between(Read(before), Read(after)));
    }

    private JsonObject Read(Moment moment) => new JsonObject { ["citizenSaw"] = Read(moment.CitizenSaw), ["document"] = Read(moment.Document) };

    private JsonNode? Read<T>(T answer) => JsonNode.Parse(JsonAnswer.Bytes(answer, json.Value));

    /// <param name="id">Of the document.</param>
    /// <param name="context">Of the request.</param>
    /// <param name="caller">Who reads.</param>
    /// <param name="read">Where it is read.</param>
    /// <param name="my">This.</param>
    /// <param name="reason">Why it is read, in 3 to 200 characters.</param>
    /// <param name="recorded">A time (RFC 3339): what we had learned until then.</param>
    /// <param name="moment">Instead of a time: how many facts were known. Two facts learned in the same second are two moments.</param>
    /// <param name="since">A moment to compare with.</param>
    /// <param name="language">In which its holder would have read, e.g. `de`.</param>
    private static async Task<IResult> AnswerAsync(
        Guid id, HttpContext context, StaffCaller caller, ReadForStaff read, AsOf my,
        [FromHeader(Name = Reason.Header), Required] string? reason = null,
        string? recorded = null, int? moment = null, int? since = null, string? language = null)
    {
        context.Response.Headers.CacheControl = "no-store";
        DateTimeOffset time = default;
        if (recorded is not null && !Rfc3339.TryParse(recorded, out time))
        {
            return Wrong("recorded", "is a time such as 2026-11-23T09:12:00+01:00");
        }

        if (recorded is not null && moment is not null)
        {
            return Wrong("moment", "comes without recorded");
        }

        var (spoken, unknown) = context.NamedLanguage(language);
        if (spoken is null)
        {
            return unknown!;
        }

        var (history, problem) = await read.ReadHistoryAsync(caller, id, reason, context.RequestAborted, withRepetitions: false);
        if (history is null)
        {
            return problem!;
        }

        var last = history.Facts.Length;
        if (moment < 0 || moment > last || since < 0 || since > last)
        {
            return Wrong(moment < 0 || moment > last ? "moment" : "since", $"is 0 to {last}");
        }

        var kept = await my.TimesAsync(history, context.RequestAborted);
        var asked = recorded is null ? my.At(history, kept, moment ?? last, null, spoken) : my.At(history, kept, history.MomentAt(time), time, spoken);
        return new JsonAnswer<Moment>(since is { } other ? asked with { Differences = my.Between(my.At(history, kept, other, null, spoken), asked) } : asked);
    }

    private static Problem Wrong(string field, string reason) => Problem.InvalidRequest.WithFieldError(field, reason);
}
