using System.Globalization;
using Ausweisstatus.Citizen;
using Microsoft.AspNetCore.Mvc;

namespace Ausweisstatus.Support.Pages;

/// <summary><c>/staff/documents/{id}/log</c>: who looked for, opened, read or changed a document, when and why; oldest first.</summary>
internal sealed class LogModel(ReadForStaff read, AuditLog audit, Links links) : DocumentPageModel(audit, links)
{
    private const int EntriesOnAPage = 100;

    public string Order { get; private set; } = "";

    public IReadOnlyList<AuditEntry> Entries { get; private set; } = [];

    /// <summary>The address of what follows; null on the last page.</summary>
    public string? Next { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (await FindReasonAsync(cancellation) is not { } why)
        {
            return ToDocument();
        }

        var (document, _) = await read.ReadAsync(Caller!, Id, why, cancellation);
        if (document is null)
        {
            return NotFound();
        }

        Order = document.Order.ToString();
        _ = long.TryParse(Asked("after"), NumberStyles.None, CultureInfo.InvariantCulture, out var after);
        Entries = await Audit.ReadAsync(Id, [document.Authority.ToString()], after, EntriesOnAPage, cancellation);
        Next = Entries.Count == EntriesOnAPage ? To($"log?after={Entries[^1].Id}") : null;
        return Page();
    }
}
