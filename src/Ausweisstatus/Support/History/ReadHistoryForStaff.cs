using Ausweisstatus.Access.Staff;
using Ausweisstatus.EventLog;
using Ausweisstatus.Problems;

namespace Ausweisstatus.Support.History;

/// <summary>The history of a document, for staff who may read the document; the audit log says that they did.</summary>
internal sealed class ReadHistoryForStaff(ReadForStaff read, ReadHistory history)
{
    /// <returns>Exactly one of the two.</returns>
    public async Task<(DocumentHistory? History, Problem? Problem)> ReadAsync(
        StaffCaller caller, Guid id, string? reason, CancellationToken cancellation, AuditAction what = AuditAction.Read)
    {
        var (document, problem) = await read.ReadAsync(caller, id, reason, cancellation, what);
        return document is null
            ? (null, problem)
            : (new DocumentHistory(document.Authority, document.Order, await history.OfAsync(document.Authority, id, cancellation)), null);
    }
}
