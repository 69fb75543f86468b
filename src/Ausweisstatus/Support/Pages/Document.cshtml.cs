using Ausweisstatus.Citizen;
using Ausweisstatus.Domain;
using Ausweisstatus.Languages;
using Ausweisstatus.Locations;
using Ausweisstatus.Status;
using Microsoft.AspNetCore.Mvc;

namespace Ausweisstatus.Support.Pages;

/// <summary><c>/staff/documents/{id}</c>: a document, and what its holder reads. Why it is opened is asked once in a session.</summary>
[RequestSizeLimit(16 * 1024)]
internal sealed class DocumentModel(ReadForStaff read, AuditLog audit, AuthorityDirectory authorities, Links links, TimeProvider clock) : StaffPage
{
    /// <summary>The language in which the holder would read it.</summary>
    private const string ReadsInParameter = "reads";

    /// <summary>Null while there is no reason.</summary>
    public Document? Document { get; private set; }

    public string? Why { get; private set; }

    public bool IsWrong { get; private set; }

    public DateTimeOffset AskedAt { get; } = clock.GetUtcNow();

    public Language ReadsIn => Language.Find((string?)Request.Query[ReadsInParameter]) ?? Language.Current;

    public StatusAnswer? Answer =>
        AnswerStatus.Answer(Document!, authorities.Find(Document!.Authority), ReadsIn, AskedAt.DayInBerlin());

    public string AuthorityName => authorities.Find(Document!.Authority)?.Name ?? Document.Authority.ToString();

    public string InLanguage(Language language) => $"{Request.Path}?lang={Language.Current.Code}&{ReadsInParameter}={language.Code}";

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellation)
    {
        if (await audit.FindReasonAsync(Caller!.Session!.Value, id, cancellation) is not { } reason)
        {
            return Page();
        }

        Why = reason.ToString();
        (Document, var problem) = await read.ReadAsync(Caller, id, Why, cancellation);
        return problem is null ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellation)
    {
        var form = await SafeForm.ReadAsync(Request, cancellation);
        var (_, problem) = await read.ReadAsync(Caller!, id, form["reason"].FirstOrDefault(), cancellation, AuditAction.Open);
        if (problem == SupportProblems.ReasonRequired)
        {
            (IsWrong, Response.StatusCode) = (true, problem.Status);
            return Page();
        }

        return problem is null ? new LocalRedirectResult(links.To($"/staff/documents/{id}")) : NotFound();
    }
}
