using Npgsql;

namespace Ausweisstatus.EventLog;

/// <summary>The status of a document before and after facts were appended to it; the two differ.</summary>
internal sealed record StatusChanged(DocumentKey Document, Domain.Status Before, Domain.Status After);

/// <summary>
/// Takes part in the transaction that changes statuses: what it writes on the same connection is committed with the facts, or not at all.
/// Called once for each transaction that is tried, which may still be rolled back and tried again.
/// </summary>
internal interface IStatusChangedHandler
{
    Task HandleAsync(IReadOnlyList<StatusChanged> changes, NpgsqlTransaction transaction);
}
