using Npgsql;

namespace Ausweisstatus.EventLog;

/// <summary>What an append is about.</summary>
/// <param name="Documents">The documents that facts may be added to.</param>
/// <param name="NewFacts">The ids of the facts that may be added.</param>
/// <param name="NamedFacts">The ids of other facts that have to be known, in whichever document they are.</param>
internal sealed record AppendRequest(IReadOnlyList<DocumentKey> Documents, IReadOnlyList<Guid> NewFacts, IReadOnlyList<Guid> NamedFacts);

/// <summary>
/// The one way in which facts are recorded: one transaction reads the documents, lets the caller decide, and writes the new facts with the
/// documents they are of. The write fails where a document was changed since it was read or a fact is recorded elsewhere already; then it is
/// read and decided again, with the streams locked.
/// </summary>
internal sealed partial class AppendFacts(
    NpgsqlDataSource database, IEnumerable<IStatusChangedHandler> handlers, ILogger<AppendFacts> logger)
{
    private const int Tries = 8;

    /// <param name="request">What it is about.</param>
    /// <param name="decide">Adds facts to the documents. Called again where the documents have changed meanwhile; must have no other effect.</param>
    /// <returns>What was decided, after the commit is durable.</returns>
    public async Task<T> ExecuteAsync<T>(AppendRequest request, Func<PendingDocuments, T> decide)
    {
        for (var attempt = 1; ; attempt++)
        {
            var (done, result) = await TryAsync(request, decide, isFirst: attempt == 1, isLast: attempt == Tries);
            if (done)
            {
                return result;
            }

            // The others hold the locks for a moment only; who comes back at once meets them again.
            await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(1 << attempt)));
        }
    }

    private async Task<(bool Done, T Result)> TryAsync<T>(AppendRequest request, Func<PendingDocuments, T> decide, bool isFirst, bool isLast)
    {
        try
        {
            await using var connection = await database.OpenConnectionAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            var documents = new PendingDocuments(request.Documents);
            if (isFirst)
            {
                await ReadForAppend.ReadAsync(connection, documents, [.. request.NamedFacts]);
            }
            else
            {
                await ReadForAppend.LockAndReadAsync(connection, documents, [.. request.NamedFacts, .. request.NewFacts]);
            }

            var result = decide(documents);
            List<Func<Task>> afterCommit = [];
            if (documents.Changed is { Length: > 0 } changed)
            {
                var (won, listenedTo) = await WriteFacts.ExecuteAsync(transaction, changed);
                if (!won)
                {
                    return isLast ? throw new InvalidOperationException("Streams and documents do not agree; run: ausweis rebuild") : (false, result);
                }

                afterCommit = await HandleChangesAsync(changed, listenedTo, transaction);
            }

            if (documents.AlsoWrite is { } write)
            {
                await write(transaction);
            }

            await transaction.CommitAsync();
            await DoAsync(afterCommit);
            return (true, result);
        }
        catch (Exception problem) when (!isLast && problem.IsConcurrencyConflict())
        {
            return (false, default!);
        }
    }

    private async Task<List<Func<Task>>> HandleChangesAsync(PendingDocument[] changed, string[] listenedTo, NpgsqlTransaction transaction)
    {
        List<Func<Task>> afterCommit = [];
        StatusChanged[] changes = listenedTo.Length == 0
            ? []
            : [.. changed
                .Where(document => listenedTo.Contains(document.Tenant) && document.Before.Status != document.Now.Status)
                .Select(document => new StatusChanged(document.Key, document.Now.Facts.Length, document.Before.Status, document.Now.Status))];
        if (changes.Length == 0)
        {
            return afterCommit;
        }

        foreach (var handler in handlers)
        {
            if (await handler.HandleAsync(changes, transaction) is { } remaining)
            {
                afterCommit.Add(remaining);
            }
        }

        return afterCommit;
    }

    private async Task DoAsync(List<Func<Task>> afterCommit)
    {
        try
        {
            foreach (var remaining in afterCommit)
            {
                await remaining();
            }
        }
        catch (Exception problem)
        {
            // The facts are recorded, which is what was asked; what is left behind here is found and sent by whoever looks for it.
            LeftBehind(logger, problem.GetType().Name);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Messages could not be sent at once ({Problem}); they will be when nodes look for what was left behind")]
    private static partial void LeftBehind(ILogger logger, string problem);
}
