using System.Threading.Channels;
using Ausweisstatus.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Ausweisstatus.EventLog.Rebuild;

/// <summary>
/// Documents from their facts, while facts keep coming in and citizens keep asking. The table is never emptied: what is right stays
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

    // What nothing is known of. A document and its stream come with the same commit, so no new one is taken for one of these.
    private const string OfNothing = $"""
        {StorageSetup.Schema}.mt_doc_document stored
        where ($1::varchar is null or stored.tenant_id = $1) and ($2::uuid[] is null or stored.id = any($2)) and not exists (
            select from {StorageSetup.Schema}.mt_streams stream
            where stream.tenant_id = stored.tenant_id and stream.id = stored.id and stream.version > 0)
        """;

    /// <summary>About how many facts have to be read for it.</summary>
    public async Task<long> CountFactsAsync(RebuildScope scope, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await ReadFacts.CountAsync(connection, scope, cancellation);
    }

    /// <param name="order">What is to be done.</param>
    /// <param name="tell">Told what is done, step by step.</param>
    /// <param name="cancellation">Ends it; what was repaired stays repaired.</param>
    public async Task<RebuildProgress> ExecuteAsync(RebuildOrder order, Action<RebuildStep> tell, CancellationToken cancellation)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var chunks = Channel.CreateBounded<(int Number, RebuiltDocument[] Documents)>(new BoundedChannelOptions(ChunksWaiting) { SingleWriter = true });
        var steps = new InOrder(tell);
        Task<RebuildProgress>[] work =
        [
            Task.Run(() => FoldAsync(chunks.Writer, order, ending.Token), ending.Token),
            .. Enumerable.Range(0, Writers).Select(_ => Task.Run(() => RepairAsync(chunks.Reader, order, steps, ending.Token), ending.Token)),
        ];
        // Whoever fails first ends the others, who would wait for it.
        await foreach (var ended in Task.WhenEach(work))
        {
            if (!ended.IsCompletedSuccessfully)
            {
                await ending.CancelAsync();
            }
        }

        var done = (await Task.WhenAll(work)).Aggregate((one, other) => one + other) + await ClearAsync(order, tell, cancellation);
        if (done.Differing > 0 && !order.IsPreview)
        {
            await AnalyzeAsync(cancellation);
        }

        return done;
    }

    private async Task<RebuildProgress> FoldAsync(
        ChannelWriter<(int, RebuiltDocument[])> chunks, RebuildOrder order, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        List<RebuiltDocument> chunk = new(AtOnce);
        var number = 0;
        await foreach (var document in ReadFacts.InOrderAsync(connection, order.Scope, order.After, cancellation))
        {
            chunk.Add(document);
            if (chunk.Count < AtOnce)
            {
                continue;
            }

            await chunks.WriteAsync((number++, [.. chunk]), cancellation);
            chunk.Clear();
        }

        if (chunk.Count > 0)
        {
            await chunks.WriteAsync((number, [.. chunk]), cancellation);
        }

        chunks.Complete();
        return default;
    }

    private async Task<RebuildProgress> RepairAsync(
        ChannelReader<(int Number, RebuiltDocument[] Documents)> chunks, RebuildOrder order, InOrder steps, CancellationToken cancellation)
    {
        var done = default(RebuildProgress);
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await foreach (var (number, documents) in chunks.ReadAllAsync(cancellation))
        {
            var (differing, examples) = await TryAsync(connection, documents, order, cancellation);
            var rebuilt = RebuildProgress.Of(documents, differing);
            steps.Done(number, new RebuildStep(rebuilt, new RebuildPlace(documents[^1].Authority, documents[^1].Id), examples));
            done += rebuilt;
        }

        return done;
    }

    private static async Task<(long Count, IReadOnlyList<Difference> Examples)> TryAsync(
        NpgsqlConnection connection, RebuiltDocument[] chunk, RebuildOrder order, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await RepairDocuments.ExecuteAsync(connection, chunk, order, cancellation);
            }
            catch (PostgresException problem) when (attempt < Tries && problem.IsConcurrencyConflict())
            {
                // Somebody else came first; look again at what there is now.
            }
        }
    }

    private async Task<RebuildProgress> ClearAsync(RebuildOrder order, Action<RebuildStep> tell, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using var command = new NpgsqlCommand(order.IsPreview ? $"select stored.id from {OfNothing}" : $"delete from {OfNothing} returning stored.id", connection)
        {
            CommandTimeout = 0,
            Parameters =
            {
                new() { Value = (object?)order.Scope.Authority ?? DBNull.Value },
                new() { Value = (object?)order.Scope.Documents?.ToArray() ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid },
            },
        };
        List<Difference> cleared = [];
        await using (var reader = await command.ExecuteReaderAsync(cancellation))
        {
            while (await reader.ReadAsync(cancellation))
            {
                cleared.Add(new Difference(reader.GetGuid(0), "document"));
            }
        }

        await JobCount.AddAsync(connection, order, cleared.Count, cleared, cancellation);
        await transaction.CommitAsync(cancellation);
        var done = new RebuildProgress(0, 0, cleared.Count);
        tell(new RebuildStep(done, null, cleared));
        return done;
    }

    // Lookups that believe the table to be as small as before read all of it, until autovacuum comes by.
    private async Task AnalyzeAsync(CancellationToken cancellation)
    {
        await using var command = database.CreateCommand($"analyze {StorageSetup.Schema}.mt_doc_document");
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
