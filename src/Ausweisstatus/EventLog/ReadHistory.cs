using System.Collections.Immutable;
using Ausweisstatus.Domain;
using Ausweisstatus.Storage;
using Npgsql;

namespace Ausweisstatus.EventLog;

/// <summary>A fact with what is known of its recording.</summary>
/// <param name="Number">Its place in the order in which the facts of this document were recorded, from 1.</param>
/// <param name="Known">The fact.</param>
/// <param name="RecordedAt">When we learned it; never before the one recorded before it.</param>
/// <param name="Source">The CloudEvents <c>source</c>.</param>
/// <param name="Client">The client that sent it.</param>
/// <param name="Repeated">How often it was sent again; 0 where that was not asked.</param>
internal sealed record RecordedFact(int Number, KnownFact Known, DateTimeOffset RecordedAt, string Source, string Client, long Repeated = 0);

/// <summary>
/// Reads how a document came to be known, from its stream and from nothing else; only for <c>Support/ReadForStaff</c>, as single documents are.
/// </summary>
internal sealed class ReadHistory(NpgsqlDataSource database)
{
    // Of a long history, the repetitions take longer than the facts.
    private static string Sql(bool withRepetitions) => $"""
        select id, type, data, timestamp, headers ->> '{FactHeaders.Source}', headers ->> '{FactHeaders.Client}',
            {(withRepetitions ? "coalesce(repeated.times, 0)" : "0::bigint")}, tenant_id, headers ->> '{FactHeaders.Order}'
        from {StorageSetup.Schema}.mt_events {(withRepetitions ? $"left join {StorageSetup.Schema}.repeated_facts repeated on repeated.fact = id" : "")}
        where tenant_id = any($1) and stream_id = $2 order by version
        """;

    /// <summary>The history of a document, if it belongs to one of the authorities.</summary>
    /// <param name="id">Of the document.</param>
    /// <param name="authorities">Of these.</param>
    /// <param name="withRepetitions">Whether it matters how often a fact was sent again.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="UnreadableFactException">This version cannot read one of the facts.</exception>
    public async Task<DocumentHistory?> ByIdAsync(Guid id, string[] authorities, bool withRepetitions, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Sql(withRepetitions), authorities, id);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var facts = ImmutableArray.CreateBuilder<RecordedFact>();
        var (key, latest) = (default(DocumentKey), DateTimeOffset.MinValue);
        while (await reader.ReadAsync(cancellation))
        {
            key = facts.Count == 0 ? new(AuthorityId.Parse(reader.GetString(7)), OrderNumber.Parse(reader.GetString(8))) : key;
            // The time is that at which the transaction began. One that waited for another to end began before what it saw was recorded.
            var recordedAt = reader.GetFieldValue<DateTimeOffset>(3);
            latest = recordedAt > latest ? recordedAt : latest;
            facts.Add(new(
                facts.Count + 1,
                new KnownFact(reader.GetGuid(0), StoredFact.Read(reader.GetString(1), reader.GetFieldValue<byte[]>(2))),
                latest,
                reader.GetString(4),
                reader.GetString(5),
                reader.GetInt64(6)));
        }

        return facts.Count == 0 ? null : new(key, facts.DrainToImmutable());
    }
}
