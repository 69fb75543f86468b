using System.Threading.Channels;
using Ausweisstatus.Storage;
using Npgsql;

namespace Ausweisstatus.EventLog.Rebuild;

/// <summary>
/// Every document from its facts, while facts keep coming in and citizens keep asking. The table is never emptied: what is right stays
/// untouched, what differs is repaired. Afterwards it equals what live processing wrote, byte for byte.
/// </summary>
internal sealed class RebuildDocuments(NpgsqlDataSource database)
{
    // Big enough that a transaction's own cost does not count, small enough that intake waits for none longer than a moment.
    private const int AtOnce = 1000;

    // What was folded waits here for those who write; the bound is what keeps memory flat.
    private const int ChunksWaiting = 4;
    private const int Writers = 2;
    private const int Tries = 8;

    // The sequence has no gaps worth mentioning, and its end is found without counting millions of rows.
    private const string FactsAbout = $"select coalesce(max(seq_id), 0) from {StorageSetup.Schema}.mt_events";

    // What nothing is known of. A document and its stream come with the same commit, so no new one is taken for one of these.
    private const string Clear = $"""
        with cleared as (
            delete from {StorageSetup.Schema}.mt_doc_document stored where not exists (
                select from {StorageSetup.Schema}.mt_streams stream
                where stream.tenant_id = stored.tenant_id and stream.id = stored.id and stream.version > 0)
            returning 1)
        select count(*) from cleared
        """;

    /// <summary>About how many facts there are.</summary>
    public async Task<long> CountFactsAsync(CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(FactsAbout);
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }

    /// <param name="progress">Told now and then what was done; by several at once.</param>
    /// <param name="cancellation">Ends it; what was repaired stays repaired.</param>
    public async Task<RebuildProgress> ExecuteAsync(Action<RebuildProgress> progress, CancellationToken cancellation)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var chunks = Channel.CreateBounded<RebuiltDocument[]>(new BoundedChannelOptions(ChunksWaiting) { SingleWriter = true });
        Task<RebuildProgress>[] work =
        [
            Task.Run(() => FoldAsync(chunks.Writer, ending.Token), ending.Token),
            .. Enumerable.Range(0, Writers).Select(_ => Task.Run(() => RepairAsync(chunks.Reader, progress, ending.Token), ending.Token)),
        ];
        // Whoever fails first ends the others, who would wait for it.
        await foreach (var ended in Task.WhenEach(work))
        {
            if (!ended.IsCompletedSuccessfully)
            {
                await ending.CancelAsync();
            }
        }

        var done = (await Task.WhenAll(work)).Aggregate((one, other) => one + other) + new RebuildProgress(0, 0, await ClearAsync(cancellation));
        if (done.Repaired > 0)
        {
            await AnalyzeAsync(cancellation);
        }

        return done;
    }

    private async Task<RebuildProgress> FoldAsync(ChannelWriter<RebuiltDocument[]> chunks, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        List<RebuiltDocument> chunk = new(AtOnce);
        await foreach (var document in ReadFacts.OfAllAsync(connection, cancellation))
        {
            chunk.Add(document);
            if (chunk.Count < AtOnce)
            {
                continue;
            }

            await chunks.WriteAsync([.. chunk], cancellation);
            chunk.Clear();
        }

        if (chunk.Count > 0)
        {
            await chunks.WriteAsync([.. chunk], cancellation);
        }

        chunks.Complete();
        return default;
    }

    private async Task<RebuildProgress> RepairAsync(ChannelReader<RebuiltDocument[]> chunks, Action<RebuildProgress> progress, CancellationToken cancellation)
    {
        var done = default(RebuildProgress);
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await foreach (var chunk in chunks.ReadAllAsync(cancellation))
        {
            var rebuilt = new RebuildProgress(chunk.Length, chunk.Sum(one => (long)one.Document.Facts.Length), await TryAsync(connection, chunk, cancellation));
            progress(rebuilt);
            done += rebuilt;
        }

        return done;
    }

    private static async Task<long> TryAsync(NpgsqlConnection connection, RebuiltDocument[] chunk, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await RepairDocuments.ExecuteAsync(connection, chunk, cancellation);
            }
            catch (PostgresException problem) when (attempt < Tries && problem.IsConcurrencyConflict())
            {
                // Somebody else came first; look again at what there is now.
            }
        }
    }

    // Lookups that believe the table to be as small as before read all of it, until autovacuum comes by.
    private async Task AnalyzeAsync(CancellationToken cancellation)
    {
        await using var command = database.CreateCommand($"analyze {StorageSetup.Schema}.mt_doc_document");
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private async Task<long> ClearAsync(CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Clear);
        command.CommandTimeout = 0;
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }
}
