using Npgsql;

namespace Ausweisstatus.Rebuild;

/// <summary>
/// Every document from its facts, while facts keep coming in and citizens keep asking. The table is never emptied: what is right stays
/// untouched, what differs is mended. Afterwards it equals what live processing wrote, byte for byte.
/// </summary>
internal sealed class RebuildDocuments(NpgsqlDataSource database)
{
    // Big enough that a page's own cost does not count, small enough that intake waits for no page longer than a moment, and that
    // memory does not grow with the number of facts.
    private const int DocumentsOfPage = 500;
    private const int Workers = 2;
    private const int Tries = 8;

    /// <param name="progress">Told after every page what was done on it; by several at once.</param>
    /// <param name="cancellation">Ends it after the page at hand; what was mended stays mended.</param>
    public async Task<Rebuilt> ExecuteAsync(Action<Rebuilt> progress, CancellationToken cancellation)
    {
        using var failed = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var pages = new Pages(database, DocumentsOfPage);
        var done = await Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => Task.Run(WorkAsync, cancellation)));
        return done.Aggregate((one, other) => one + other);

        async Task<Rebuilt> WorkAsync()
        {
            try
            {
                return await WorkThroughAsync(pages, progress, failed.Token);
            }
            catch
            {
                await failed.CancelAsync();
                throw;
            }
        }
    }

    private async Task<Rebuilt> WorkThroughAsync(Pages pages, Action<Rebuilt> progress, CancellationToken cancellation)
    {
        var done = default(Rebuilt);
        await using var connection = await database.OpenConnectionAsync(cancellation);
        while (await pages.TakeAsync(cancellation) is { } page)
        {
            var rebuilt = await TryAsync(connection, page, cancellation);
            progress(rebuilt);
            done += rebuilt;
        }

        return done;
    }

    private static async Task<Rebuilt> TryAsync(NpgsqlConnection connection, Page page, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await RebuildPage.ExecuteAsync(connection, page, cancellation);
            }
            catch (PostgresException problem) when (attempt < Tries && problem.SqlState
                is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.UniqueViolation)
            {
                // Somebody else came first; the page is folded again from what there is now.
            }
        }
    }
}
