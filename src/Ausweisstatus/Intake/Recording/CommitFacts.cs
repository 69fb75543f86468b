using Ausweisstatus.Storage;
using JasperFx.Events;
using Marten;
using Npgsql;

namespace Ausweisstatus.Intake.Recording;

/// <summary>
/// One transaction: reads what is known, decides, appends the new facts and keeps the refused ones. The document's snapshot is projected
/// in the same transaction, so what was acknowledged is what a citizen sees.
/// </summary>
internal sealed class CommitFacts(NpgsqlDataSource database, IDocumentStore store, KnownFacts knownFacts, DecideFacts decide)
{
    private const int Tries = 8;

    public async Task ExecuteAsync(IReadOnlyList<CommitUnit> units)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var results = await TryAsync(units);
                for (var i = 0; i < units.Count; i++)
                {
                    units[i].Complete(results[i]);
                }

                return;
            }
            catch (Exception problem) when (attempt < Tries && Conflict.IsLostRace(problem))
            {
                // Somebody else recorded one of these facts or began one of these streams: look again.
            }
        }
    }

    private async Task<IReadOnlyList<IReadOnlyList<Recorded>>> TryAsync(IReadOnlyList<CommitUnit> units)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();

        var submissions = units.SelectMany(unit => unit.Submissions).ToList();
        var known = await knownFacts.LockAndReadAsync(connection, submissions);
        var decision = decide.Decide(units, known);

        await using var session = store.LightweightSession(Marten.Services.SessionOptions.ForTransaction(transaction));
        Append(session, decision.Accepted);
        session.Store(units.SelectMany(unit => unit.Refusals).Concat(decision.Refused));
        await session.SaveChangesAsync();
        await transaction.CommitAsync();
        return decision.Results;
    }

    // In the order of the keys, like the locks: two commits that begin the same streams must not wait for each other in a circle.
    private static void Append(IDocumentSession session, IEnumerable<Submission> accepted)
    {
        foreach (var document in accepted
            .GroupBy(submission => (Authority: submission.Authority.ToString(), submission.DocumentId))
            .OrderBy(group => group.Key.Authority, StringComparer.Ordinal).ThenBy(group => group.Key.DocumentId))
        {
            var operations = session.ForTenant(document.Key.Authority).Events;
            operations.Append(document.Key.DocumentId, document.Select(submission => (object)AsEvent(operations, submission)).ToArray());
        }
    }

    private static IEvent AsEvent(IEventStoreOperations operations, Submission submission)
    {
        var appended = operations.BuildEvent(submission.Fact);
        appended.Id = submission.FactId;
        appended.SetHeader(FactHeaders.Order, submission.Order.ToString());
        appended.SetHeader(FactHeaders.Source, submission.Source);
        appended.SetHeader(FactHeaders.EventId, submission.EventId);
        appended.SetHeader(FactHeaders.Client, submission.Client);
        return appended;
    }
}
