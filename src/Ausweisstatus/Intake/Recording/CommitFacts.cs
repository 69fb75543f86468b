using Ausweisstatus.Domain;
using Marten;
using Npgsql;

namespace Ausweisstatus.Intake.Recording;

/// <summary>
/// One transaction: reads what is known, decides, writes the new facts with the documents' snapshots, and keeps the refused ones. What was
/// acknowledged is what a citizen sees. The first try takes every fact for a new one, unless there were repetitions lately; where one was
/// recorded before, the unique index says so, and the next try asks.
/// </summary>
internal sealed class CommitFacts(NpgsqlDataSource database, Lazy<IDocumentStore> store, DecideFacts decide)
{
    private const int Tries = 8;

    private readonly RepetitionsLately repetitions = new();

    /// <returns>For each unit a result for each of its submissions, after the commit is durable.</returns>
    public async Task<IReadOnlyList<IReadOnlyList<Recorded>>> ExecuteAsync(IReadOnlyList<CommitUnit> units)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (await TryAsync(units, again: attempt > 1, isLast: attempt == Tries) is { } results)
            {
                return results;
            }
        }
    }

    /// <returns>Null where one of these facts is recorded already, or somebody else added to one of these streams in the meantime.</returns>
    private async Task<IReadOnlyList<IReadOnlyList<Recorded>>?> TryAsync(IReadOnlyList<CommitUnit> units, bool again, bool isLast)
    {
        try
        {
            await using var connection = await database.OpenConnectionAsync();
            await using var transaction = await connection.BeginTransactionAsync();

            var submissions = units.SelectMany(unit => unit.Submissions).ToList();
            var documents = new OpenDocuments(submissions);
            if (again)
            {
                await ReadKnown.LockAsync(connection, documents);
            }

            var known = await ReadKnownAsync(connection, documents, submissions, asks: again || repetitions.Any);
            var decision = decide.Decide(units, documents, known);
            if (documents.Changed is { Length: > 0 } changed && !await WriteFacts.ExecuteAsync(transaction, changed))
            {
                return isLast ? throw new InvalidOperationException("Streams and snapshots do not agree; rebuild the snapshots.") : null;
            }

            await KeepAsync([.. units.SelectMany(unit => unit.Refusals), .. decision.Refused], transaction);
            await transaction.CommitAsync();
            return decision.Results;
        }
        catch (Exception problem) when (!isLast && Conflict.IsLostRace(problem))
        {
            return null;
        }
    }

    /// <summary>What a retraction names is always asked for: whether it can have an effect depends on it.</summary>
    private async Task<Dictionary<Guid, KnownBefore>> ReadKnownAsync(
        NpgsqlConnection connection, OpenDocuments documents, List<Submission> submissions, bool asks)
    {
        var ids = submissions.Select(submission => submission.Fact).OfType<FactRetracted>().Select(retraction => retraction.Fact);
        if (!asks)
        {
            return await ReadKnown.ReadAsync(connection, documents, [.. ids]);
        }

        var known = await ReadKnown.ReadAsync(connection, documents, [.. submissions.Select(submission => submission.FactId), .. ids]);
        repetitions.Note(submissions.Exists(submission => known.ContainsKey(submission.FactId)));
        return known;
    }

    private async Task KeepAsync(RefusedFact[] refused, NpgsqlTransaction transaction)
    {
        if (refused.Length > 0)
        {
            await using var session = store.Value.LightweightSession(Marten.Services.SessionOptions.ForTransaction(transaction));
            session.Store(refused);
            await session.SaveChangesAsync();
        }
    }
}
