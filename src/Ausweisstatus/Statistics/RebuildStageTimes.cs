using Ausweisstatus.EventLog.ReadModels;
using Ausweisstatus.EventLog.Rebuild;
using Ausweisstatus.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Ausweisstatus.Statistics;

/// <summary>
/// The lines of documents from their facts, while the daemon goes on. The table is never emptied; of whichever document the daemon has seen
/// a later version meanwhile, its lines stay.
/// </summary>
internal sealed class RebuildStageTimes(NpgsqlDataSource database, StageTimes stageTimes)
{
    private const int AtOnce = 1000;

    private const string InScope = "($2::varchar is null or seen.tenant_id = $2) and ($3::uuid[] is null or seen.document = any($3))";

    // What is of no stream. A fact that comes meanwhile brings its stream with it.
    private const string Clear = $"""
        with followed as (
            delete from {StorageSetup.Schema}.followed_streams seen where read_model = $1 and {InScope} and not exists ({HeardFacts.StreamOfSeen})
        ), gone as (
            delete from {StorageSetup.Schema}.stage_times seen where {InScope} and not exists ({HeardFacts.StreamOfSeen}) returning document
        )
        select (select count(*) from gone), array(select distinct document from gone limit 20)
        """;

    /// <param name="order">What is to be done. A preview writes and takes it back.</param>
    /// <param name="tell">Told what is done, step by step.</param>
    /// <param name="cancellation">Ends it; what was written stays.</param>
    /// <returns>What was done; lines that differed.</returns>
    public async Task<RebuildProgress> ExecuteAsync(RebuildOrder order, Action<RebuildStep> tell, CancellationToken cancellation)
    {
        await using var reading = await database.OpenConnectionAsync(cancellation);
        await using var writing = await database.OpenConnectionAsync(cancellation);
        var done = default(RebuildProgress);
        List<RebuiltDocument> some = new(AtOnce);
        await foreach (var document in ReadFacts.InOrderAsync(reading, order.Scope, order.After, cancellation))
        {
            some.Add(document);
            if (some.Count == AtOnce)
            {
                await WriteSomeAsync();
            }
        }

        if (some.Count > 0)
        {
            await WriteSomeAsync();
        }

        Tell(await WriteAsync(writing, order, ClearAsync, cancellation), null);
        return done;

        async Task WriteSomeAsync()
        {
            var place = new RebuildPlace(some[^1].Authority, some[^1].Id);
            var differing = await WriteAsync(writing, order, async () =>
            {
                var (_, lines, examples) = await stageTimes.WriteAsync(writing, some, again: true, cancellation);
                return (lines, examples);
            }, cancellation);
            Tell(differing, place);
            some.Clear();
        }

        void Tell((long Lines, Difference[] Examples) differing, RebuildPlace? upTo)
        {
            var rebuilt = RebuildProgress.Of(upTo is null ? [] : some, differing.Lines);
            done += rebuilt;
            tell(new RebuildStep(rebuilt, upTo, differing.Examples));
        }

        Task<(long, Guid[])> ClearAsync() => ClearScopeAsync(writing, order.Scope, cancellation);
    }

    private static async Task<(long Lines, Difference[] Examples)> WriteAsync(
        NpgsqlConnection connection, RebuildOrder order, Func<Task<(long Lines, Guid[] Examples)>> write, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var (lines, documents) = await write();
        var examples = Array.ConvertAll(documents, document => new Difference(document, "lines"));
        await JobCount.AddAsync(connection, order, lines, examples, cancellation);
        await (order.IsPreview ? transaction.RollbackAsync(cancellation) : transaction.CommitAsync(cancellation));
        return (lines, examples);
    }

    private static async Task<(long, Guid[])> ClearScopeAsync(NpgsqlConnection connection, RebuildScope scope, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Clear, connection)
        {
            CommandTimeout = 0,
            Parameters =
            {
                new() { Value = StageTimes.ModelName },
                new() { Value = (object?)scope.Authority ?? DBNull.Value },
                new() { Value = (object?)scope.Documents?.ToArray() ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid },
            },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return (reader.GetInt64(0), reader.GetFieldValue<Guid[]>(1));
    }
}
