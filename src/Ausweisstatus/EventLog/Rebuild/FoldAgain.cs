using System.Data;
using Ausweisstatus.Domain;
using Ausweisstatus.Storage;
using Npgsql;

namespace Ausweisstatus.EventLog.Rebuild;

/// <summary>What is stored of a document beside its facts.</summary>
internal sealed record StoredStatus(StatusColumns Columns, long Version);

/// <summary>A document that was folded again.</summary>
/// <param name="Before">What was stored; null where nothing was.</param>
/// <param name="After">What follows from its facts.</param>
/// <param name="Differs">What of it differed, by name.</param>
internal sealed record FoldedAgain(StoredStatus? Before, Document After, string[] Differs);

/// <summary>Folds one document again from its facts, and repairs what is stored of it.</summary>
internal sealed class FoldAgain(NpgsqlDataSource database)
{
    private const string Stored = $"""
        select mt_version, {StatusParameters.Columns}, anomalies from {StorageSetup.Schema}.mt_doc_document where tenant_id = $1 and id = $2
        """;

    /// <param name="document">As its facts say; what is stored of it may be damaged.</param>
    /// <param name="isPreview">Only to see what differs: nothing is locked or written.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<FoldedAgain> ExecuteAsync(Document document, bool isPreview, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        // Facts and document as of one moment: for a preview by what it sees, else because nobody can add a fact.
        await using var transaction = await connection.BeginTransactionAsync(isPreview ? IsolationLevel.RepeatableRead : IsolationLevel.ReadCommitted, cancellation);
        (string, Guid)[] keys = [(document.Authority.ToString(), document.Id)];
        if (!isPreview)
        {
            await RepairDocuments.LockAsync(connection, keys, cancellation);
        }

        var folded = await ReadFacts.OfSomeAsync(connection, keys, cancellation);
        var before = await ReadAsync(connection, document, cancellation);
        var (_, examples, _) = await RepairDocuments.WriteAsync(connection, folded, areLatest: true, isPreview, cancellation);
        await transaction.CommitAsync(cancellation);
        return new FoldedAgain(before, folded.Single().Document, examples is [var difference] ? difference.What.Split(',') : []);
    }

    private static async Task<StoredStatus?> ReadAsync(NpgsqlConnection connection, Document document, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Stored, connection)
        {
            Parameters = { new() { Value = document.Authority.ToString() }, new() { Value = document.Id } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        if (!await reader.ReadAsync(cancellation))
        {
            return null;
        }

        // Nothing of it can be relied on: a row of before its status stood in columns has none.
        return new StoredStatus(
            new StatusColumns(
                reader.TextAt(1), reader.TimeAt(2), reader.TextAt(3), reader.TextAt(4), reader.TextAt(5), reader.TimeAt(6), DayAt(7), DayAt(8),
                reader.IsDBNull(10) ? [] : reader.GetFieldValue<string[]>(10), reader.IsDBNull(9) ? 0 : reader.GetInt32(9)),
            reader.GetInt64(0));

        DateOnly? DayAt(int column) => reader.IsDBNull(column) ? null : reader.GetFieldValue<DateOnly>(column);
    }
}
