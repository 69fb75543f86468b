using Ausweisstatus.Citizen;
using Ausweisstatus.Languages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace Ausweisstatus.Support.Pages;

/// <summary><c>/staff/documents/{id}/print</c>: the whole story of a document on paper, or with <c>?file=json</c> as a file.</summary>
internal sealed class PrintModel(ExportDocument export, AuditLog audit, Links links, IOptions<JsonOptions> json) : DocumentPageModel(audit, links)
{
    public DocumentExport Export { get; private set; } = null!;

    public string FileAddress => To("print?file=json");

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (await FindReasonAsync(cancellation) is not { } why)
        {
            return ToDocument();
        }

        var (story, _) = await export.ExecuteAsync(Caller!, Id, why, Language.Current, cancellation);
        if (story is null)
        {
            return NotFound();
        }

        Export = story;
        return Asked("file") == "json" ? File(JsonAnswer.Bytes(story, json.Value), "application/json", $"{Id}.json") : Page();
    }
}
