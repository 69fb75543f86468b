using Ausweisstatus.Access;
using Ausweisstatus.Intake.Reading;
using Npgsql;

namespace Ausweisstatus.Intake.Refusals;

/// <summary>A refused fact that is sent again, by its row.</summary>
internal sealed record SentAgainFact(Guid Row, EventReadResult Read);

/// <summary>
/// Sends refused facts again, for the client that sent them: on the road of every fact, with the rights that the client has now. Whoever comes
/// second with the same fact meets it as a duplicate, so nothing is recorded twice.
/// </summary>
internal sealed class ResubmitFacts(RecordFacts record, ClientDirectory clients, NpgsqlDataSource database)
{
    // What is done needs no content any more.
    private const string Done = $"update {WriteRefusals.Table} set done_at = now(), content = null where id = any($1)";

    /// <returns>A result for each, in order. One that is refused again has its new problem.</returns>
    public async Task<IReadOnlyList<FactResult>> ExecuteAsync(string client, IReadOnlyList<SentAgainFact> facts, CancellationToken cancellation)
    {
        await clients.PrepareAsync(client, cancellation);
        if (clients.Find(client) is not { } known || Caller.From(CallerClaims.Of(known.Client, nameof(ResubmitFacts))) is not { } caller)
        {
            // Nobody any more, and nothing is theirs to say.
            return [.. facts.Select(fact => FactResult.Rejected(fact.Read.Id, IntakeProblems.ForeignSource))];
        }

        var results = await record.RecordAsync([.. facts.Select(fact => AsSentAgain(fact.Read))], caller, cancellation);
        Guid[] done = [.. facts.Where((_, i) => results[i].Problem is null).Select(fact => fact.Row)];
        if (done.Length > 0)
        {
            await using var command = database.CreateCommand(Done, [done]);
            await command.ExecuteNonQueryAsync(CancellationToken.None);
        }

        return results;
    }

    private static EventReadResult AsSentAgain(EventReadResult read) =>
        read.Event is { } known ? read with { Event = known with { IsSentAgain = true } } : read;
}
