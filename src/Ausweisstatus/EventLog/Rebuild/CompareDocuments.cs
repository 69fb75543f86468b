using System.Data;
using Npgsql;

namespace Ausweisstatus.EventLog.Rebuild;

/// <summary>Folds documents from their facts and compares them with what is stored, both as of one moment. Nothing is locked and nothing is written.</summary>
internal sealed class CompareDocuments(NpgsqlDataSource database)
{
    private const int AtOnce = 1000;

    /// <param name="scope">Which documents.</param>
    /// <param name="tell">Told of each lot: the documents, how many of them are stored differently, and some of those.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task ExecuteAsync(
        RebuildScope scope, Func<IReadOnlyList<RebuiltDocument>, long, IReadOnlyList<Difference>, Task> tell, CancellationToken cancellation)
    {
        await using var reading = await database.OpenConnectionAsync(cancellation);
        await using var moment = await reading.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
        await using var export = new NpgsqlCommand("select pg_export_snapshot()", reading);
        var snapshot = (string)(await export.ExecuteScalarAsync(cancellation))!;

        await using var comparing = await database.OpenConnectionAsync(cancellation);
        await using var same = await comparing.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
        await using (var import = new NpgsqlCommand($"set transaction snapshot '{snapshot}'", comparing))
        {
            await import.ExecuteNonQueryAsync(cancellation);
        }

        await foreach (var some in ReadFacts.InOrderAsync(reading, scope, after: null, cancellation).Chunk(AtOnce).WithCancellation(cancellation))
        {
            var (count, examples, _) = await RepairDocuments.WriteAsync(comparing, some, areLatest: true, isPreview: true, cancellation);
            await tell(some, count, examples);
        }
    }
}
