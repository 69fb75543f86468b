using Ausweisstatus.Domain;
using Npgsql;

namespace Ausweisstatus.EventLog;

/// <summary>The status of a document before and after facts were appended to it; the two differ.</summary>
/// <param name="Version">Of its stream, after them.</param>
internal sealed record StatusChanged(DocumentKey Document, long Version, Domain.Status Before, Domain.Status After)
{
    /// <summary>The same for the same change, whoever asks.</summary>
    public Guid Id => ChangeId.Of(Document.Id, Version);

    /// <summary>What was said before was a mistake: the document never was in that stage.</summary>
    public bool IsCorrection =>
        Before.Stage is { } said && After.Run == Before.Run && After.History.All(entered => entered.Stage != said);
}

/// <summary>
/// Takes part in the transaction that changes statuses: what it writes on the same connection is committed with the facts, or not at all.
/// Called once for each transaction that is tried, which may still be rolled back and tried again, and only about documents of authorities
/// that somebody listens to (tables <c>listeners</c> and <c>subscriptions</c>).
/// </summary>
internal interface IStatusChangedHandler
{
    /// <returns>What remains to be done after the commit; null for nothing. If the process ends before, it is not done.</returns>
    Task<Func<Task>?> HandleAsync(IReadOnlyList<StatusChanged> changes, NpgsqlTransaction transaction);
}
