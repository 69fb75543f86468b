using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using Ausweisstatus.Access.Staff;
using Ausweisstatus.Languages;
using Ausweisstatus.Problems;
using Ausweisstatus.Status;
using Ausweisstatus.Support.History;
using Microsoft.AspNetCore.Mvc;

namespace Ausweisstatus.Support;

/// <summary>The whole story of a document, for a complaint file. Nothing in it says who its holder is or where they live.</summary>
/// <param name="ExportedAt">When it was made.</param>
/// <param name="Document">As it is known now.</param>
/// <param name="CitizenReads">What its holder reads now, without tracking number and branch; null where no code leads to it.</param>
/// <param name="Facts">Every fact in the order we learned it, without tracking numbers and branches.</param>
internal sealed record DocumentExport(DateTimeOffset ExportedAt, StaffDocument Document, StatusAnswer? CitizenReads, IReadOnlyList<TimelineLine> Facts);

/// <summary><c>GET /api/v1/support/documents/{id}/export</c>: the whole story of a document as a file.</summary>
internal sealed class ExportDocument(ReadForStaff read, AsOf asOf, TimeProvider clock)
{
    // The one leads to an address, the other lies near it.
    private static readonly string[] LeftOut = ["trackingNumber", "branch"];

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/support/documents/{id:guid}/export", AnswerAsync)
            .ForStaff(StaffRole.Support, StaffRole.Hotline)
            .WithTags("Support")
            .WithName("ExportDocument")
            .WithSummary("The whole story of a document, for a complaint file")
            .Produces<DocumentExport>()
            .ProducesProblem(StatusCodes.Status404NotFound);

    /// <returns>Exactly one of the two.</returns>
    public async Task<(DocumentExport? Export, Problem? Problem)> ExecuteAsync(
        StaffCaller caller, Guid id, string? reason, Language language, CancellationToken cancellation)
    {
        var (history, problem) = await read.ReadHistoryAsync(caller, id, reason, cancellation, AuditAction.Export);
        if (history is null)
        {
            return (null, problem);
        }

        var now = clock.GetUtcNow();
        var reads = asOf.Answer(history.Now, now, language);
        if (reads?.Shipment is { } shipment)
        {
            reads = reads with { Shipment = shipment with { TrackingNumber = null, Branch = null } };
        }

        return (new(now, StaffDocument.Of(history.Now), reads, [.. Timeline.Lines(history, 1, int.MaxValue).Select(Without)]), null);
    }

    private static TimelineLine Without(TimelineLine line)
    {
        var data = (JsonObject)line.Data.DeepClone();
        foreach (var member in LeftOut)
        {
            data.Remove(member);
        }

        return line with { Data = data };
    }

    /// <param name="id">Of the document.</param>
    /// <param name="context">Of the request.</param>
    /// <param name="caller">Who takes it.</param>
    /// <param name="my">What makes it.</param>
    /// <param name="reason">Why, in 3 to 200 characters.</param>
    /// <param name="language">Of what its holder reads, e.g. `de`.</param>
    private static async Task<IResult> AnswerAsync(
        Guid id, HttpContext context, StaffCaller caller, ExportDocument my, [FromHeader(Name = Reason.Header), Required] string? reason = null,
        string? language = null)
    {
        context.Response.Headers.CacheControl = "no-store";
        var (spoken, unknown) = context.NamedLanguage(language);
        if (spoken is null)
        {
            return unknown!;
        }

        var (export, problem) = await my.ExecuteAsync(caller, id, reason, spoken, context.RequestAborted);
        if (export is null)
        {
            return problem!;
        }

        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{id}.json\"";
        return new JsonAnswer<DocumentExport>(export);
    }
}
