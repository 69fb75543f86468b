using System.Text.Json;
using Ausweisstatus.Domain;
using Ausweisstatus.Storage;
using Npgsql;

namespace Ausweisstatus.Intake.Recording;

/// <summary>A fact recorded before: the document it is in and what it says.</summary>
internal readonly record struct KnownBefore(Guid Document, Fact Fact);

/// <summary>
/// The one read of intake: which facts are recorded already, and the documents that must be known. Nothing is locked: the write finds out
/// whether somebody was faster. Then it is read again with the streams locked, so that this time nobody is.
/// </summary>
internal static class ReadKnown
{
    private const string Facts = $"select id, stream_id, type, data from {StorageSetup.Schema}.mt_events where id = any($1)";

    // The place in the arrays says which document a row is of.
    private const string Documents = $"""
        select wanted.place, document.mt_version, document.data
        from unnest($1, $2) with ordinality as wanted (tenant_id, id, place)
        join {StorageSetup.Schema}.mt_doc_document document on document.tenant_id = wanted.tenant_id and document.id = wanted.id
        """;

    private const string Locks = $"""
        select stream.version from unnest($1, $2) with ordinality as wanted (tenant_id, id, place)
        join {StorageSetup.Schema}.mt_streams stream on stream.tenant_id = wanted.tenant_id and stream.id = wanted.id
        order by wanted.place for update of stream
        """;

    public static async Task LockAsync(NpgsqlConnection connection, OpenDocuments documents)
    {
        await using var command = new NpgsqlCommand(Locks, connection);
        command.Parameters.AddRange(OpenDocuments.Keys(documents.All));
        await command.ExecuteNonQueryAsync();
    }

    /// <param name="connection">In the transaction of the commit.</param>
    /// <param name="documents">Those of them that must be known are given what is stored.</param>
    /// <param name="asked">The ids of facts that may be recorded already.</param>
    public static async Task<Dictionary<Guid, KnownBefore>> ReadAsync(NpgsqlConnection connection, OpenDocuments documents, Guid[] asked)
    {
        var wanted = documents.MustBeKnown;
        await using var batch = new NpgsqlBatch(connection);
        if (asked.Length > 0)
        {
            var ids = new NpgsqlParameter<Guid[]> { TypedValue = asked };
            batch.BatchCommands.Add(new NpgsqlBatchCommand(Facts) { Parameters = { ids } });
        }

        if (wanted.Length > 0)
        {
            var read = new NpgsqlBatchCommand(Documents);
            read.Parameters.AddRange(OpenDocuments.Keys(wanted));
            batch.BatchCommands.Add(read);
        }

        if (batch.BatchCommands.Count == 0)
        {
            return [];
        }

        // Prepared once for each connection of the pool; afterwards this does nothing.
        await batch.PrepareAsync();
        await using var reader = await batch.ExecuteReaderAsync();
        var known = asked.Length > 0 ? await FactsOf(reader) : [];
        await PutAsync(reader, wanted);
        return known;
    }

    private static async Task<Dictionary<Guid, KnownBefore>> FactsOf(NpgsqlDataReader reader)
    {
        Dictionary<Guid, KnownBefore> known = [];
        while (await reader.ReadAsync())
        {
            var type = FactType.Named(reader.GetString(2))
                ?? throw new InvalidOperationException("A fact is recorded whose type is not in the catalogue.");
            known[reader.GetGuid(0)] = new KnownBefore(reader.GetGuid(1), FactJson.Read(reader.GetFieldValue<byte[]>(3), type));
        }

        await reader.NextResultAsync();
        return known;
    }

    private static async Task PutAsync(NpgsqlDataReader reader, OpenDocument[] wanted)
    {
        Array.ForEach(wanted, document => document.WasRead(0, null));
        while (wanted.Length > 0 && await reader.ReadAsync())
        {
            var document = JsonSerializer.Deserialize<Document>(reader.GetFieldValue<byte[]>(2), FactJson.Options);
            wanted[reader.GetInt64(0) - 1].WasRead(reader.GetInt64(1), document);
        }
    }
}
