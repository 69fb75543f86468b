using Ausweisstatus.EventLog.ReadModels;
using Ausweisstatus.EventLog.Rebuild;
using Ausweisstatus.Storage;
using Npgsql;

namespace Ausweisstatus.Statistics;

/// <summary>
/// The lines of every document from its facts, while the daemon goes on. The table is never emptied; of whichever document the daemon has seen
/// a later version meanwhile, its lines stay.
/// </summary>
internal sealed class RebuildStageTimes(NpgsqlDataSource database, StageTimes stageTimes)
{
    private const int AtOnce = 1000;

    // What is of no stream. A fact that comes meanwhile brings its stream with it.
    private const string Clear = $"""
        with followed as (
            delete from {StorageSetup.Schema}.followed_streams seen where read_model = $1 and not exists ({HeardFacts.StreamOfSeen})
        ), gone as (
            delete from {StorageSetup.Schema}.stage_times seen where not exists ({HeardFacts.StreamOfSeen}) returning 1
        )
        select count(*) from gone
        """;

    /// <param name="progress">Told now and then what was done.</param>
    /// <param name="cancellation">Ends it; what was written stays.</param>
    /// <returns>What was done; lines that differed.</returns>
    public async Task<RebuildProgress> ExecuteAsync(Action<RebuildProgress> progress, CancellationToken cancellation)
    {
        await using var reading = await database.OpenConnectionAsync(cancellation);
        await using var writing = await database.OpenConnectionAsync(cancellation);
        var done = default(RebuildProgress);
        List<RebuiltDocument> some = new(AtOnce);
        await foreach (var document in ReadFacts.OfAllAsync(reading, cancellation))
        {
            some.Add(document);
            if (some.Count == AtOnce)
            {
                await WriteAsync();
            }
        }

        await WriteAsync();
        return done + new RebuildProgress(0, 0, await ClearAsync(cancellation));

        async Task WriteAsync()
        {
            var (_, lines) = await stageTimes.WriteAsync(writing, some, again: true, cancellation);
            var rebuilt = new RebuildProgress(some.Count, some.Sum(one => (long)one.Document.Facts.Length), lines);
            some.Clear();
            done += rebuilt;
            progress(rebuilt);
        }
    }

    private async Task<long> ClearAsync(CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Clear);
        command.CommandTimeout = 0;
        command.Parameters.AddWithValue(StageTimes.ModelName);
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }
}
