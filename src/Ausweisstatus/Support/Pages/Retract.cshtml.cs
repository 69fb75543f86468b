using Ausweisstatus.Citizen;
using Ausweisstatus.Domain;
using Ausweisstatus.Languages;
using Ausweisstatus.Locations;
using Ausweisstatus.Support.History;
using Microsoft.AspNetCore.Mvc;

namespace Ausweisstatus.Support.Pages;

/// <summary><c>/staff/documents/{id}/retract?fact=…</c>: takes a fact back, after it was shown what its holder will read.</summary>
[RequestSizeLimit(16 * 1024)]
internal sealed class RetractModel(
    RetractFact retract, ReadForStaff read, AuthorityDirectory authorities, AuditLog audit, Links links) : DocumentPageModel(audit, links)
{
    /// <summary>The fact to be taken back.</summary>
    public TimelineLine Fact { get; private set; } = null!;

    /// <summary>The authority's number of the document.</summary>
    public string Order { get; private set; } = "";

    /// <summary>Why it was wrong; null while nobody chose.</summary>
    public RetractionReason? Reason { get; private set; }

    /// <summary>The document that it is about in truth.</summary>
    public (string? Authority, string? Order) BelongsTo { get; private set; }

    /// <summary>What it would do; null before it was asked.</summary>
    public CorrectionAnswer? Preview { get; private set; }

    /// <summary>The words for what is wrong.</summary>
    public string? Problem { get; private set; }

    /// <summary>Whose documents they may correct.</summary>
    public IEnumerable<(string Id, string Name)> Authorities =>
        Caller!.Authorities.Select(own => (own.ToString(), authorities.Find(own)?.Name ?? own.ToString()));

    private Guid Named => Guid.TryParse(Asked("fact"), out var fact) ? fact : default;

    public Task<IActionResult> OnGetAsync(CancellationToken cancellation) => ShowAsync(cancellation);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (await FindReasonAsync(cancellation) is not { } why)
        {
            return ToDocument();
        }

        var form = await SafeForm.ReadAsync(Request, cancellation);
        if (KebabCase.Find<RetractionReason>(form["why"].FirstOrDefault()) is not { } reason)
        {
            return await RefuseAsync("retract.wrong", cancellation);
        }

        Reason = reason;
        BelongsTo = (form["authority"].FirstOrDefault(), form["order"].FirstOrDefault()?.Trim());
        OtherDocument? other = null;
        if (Reason == RetractionReason.WrongDocument && !string.IsNullOrEmpty(BelongsTo.Order))
        {
            if (!AuthorityId.TryParse(BelongsTo.Authority, null, out var authority) || !OrderNumber.TryParse(BelongsTo.Order, null, out var order))
            {
                return await RefuseAsync("retract.wrong.other", cancellation);
            }

            other = new OtherDocument(authority, order);
        }

        if (form["step"].FirstOrDefault() == "change")
        {
            return await ShowAsync(cancellation);
        }

        var isPreview = form["step"].FirstOrDefault() != "record";
        var (answer, problem) = await retract.ExecuteAsync(Caller!, Id, new Retraction(Named, reason, other), why, isPreview, Language.Current, cancellation);
        if (problem is not null)
        {
            return await RefuseAsync(problem.Errors?.ContainsKey("belongsTo") == true ? "retract.wrong.other" : "retract.wrong", cancellation);
        }

        Preview = answer;
        return isPreview ? await ShowAsync(cancellation) : ToDocumentAfter("retract");
    }

    private Task<IActionResult> RefuseAsync(string problem, CancellationToken cancellation)
    {
        (Problem, Response.StatusCode) = (problem, StatusCodes.Status400BadRequest);
        return ShowAsync(cancellation);
    }

    private async Task<IActionResult> ShowAsync(CancellationToken cancellation)
    {
        if (await FindReasonAsync(cancellation) is not { } why)
        {
            return ToDocument();
        }

        var (history, _) = await read.ReadHistoryAsync(Caller!, Id, why, cancellation);
        if (history?.Facts.FirstOrDefault(recorded => recorded.Known.Id == Named) is not { Known.Fact: not FactRetracted } named || !Caller!.MayCorrect(history.Now.Authority))
        {
            return ToDocument();
        }

        Order = history.Now.Order.ToString();
        Fact = Timeline.Lines(history, named.Number, 1).Single();
        return Page();
    }
}
