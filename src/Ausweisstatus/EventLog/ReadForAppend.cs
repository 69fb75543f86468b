using System.Text.Json;
using Ausweisstatus.Domain;
using Ausweisstatus.EventLog.Rebuild;
using Ausweisstatus.Storage;
using Npgsql;

namespace Ausweisstatus.EventLog;

/// <summary>
/// What has to be known before facts are appended: the documents, and facts of whichever document that are asked for by their ids. The first
/// time nothing is locked, and the write finds out whether somebody was faster. Then it is read again with the streams locked, so that this
/// time nobody is.
/// </summary>
internal static class ReadForAppend
{
    private const string Facts = $"select id, stream_id, type, data from {StorageSetup.Schema}.mt_events where id = any($1)";

    // The place in the arrays says which document a row is of.
    private const string Documents = $"""
        select wanted.place, document.mt_version, document.data
        from unnest($1, $2) with ordinality as wanted (tenant_id, id, place)
        join {StorageSetup.Schema}.mt_doc_document document on document.tenant_id = wanted.tenant_id and document.id = wanted.id
        """;

    private const string Locks = $"""
        select wanted.place, stream.version, stream.is_archived from unnest($1, $2) with ordinality as wanted (tenant_id, id, place)
        join {StorageSetup.Schema}.mt_streams stream on stream.tenant_id = wanted.tenant_id and stream.id = wanted.id
        order by wanted.place for update of stream
        """;

    /// <param name="connection">In the transaction of the append.</param>
    /// <param name="documents">They are given what is stored.</param>
    /// <param name="asked">The ids of facts that may be recorded already, in whichever document.</param>
    public static async Task ReadAsync(NpgsqlConnection connection, PendingDocuments documents, Guid[] asked)
    {
        await using var batch = new NpgsqlBatch(connection);
        var read = new NpgsqlBatchCommand(Documents);
        read.Parameters.AddRange(PendingDocuments.Keys(documents.All));
        batch.BatchCommands.Add(read);
        if (asked.Length > 0)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(Facts) { Parameters = { new NpgsqlParameter<Guid[]> { TypedValue = asked } } });
        }

        // Prepared once for each connection of the pool; afterwards this does nothing.
        await batch.PrepareAsync();
        await using var reader = await batch.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            documents.All[reader.GetInt64(0) - 1].WasRead(reader.GetInt64(1), DocumentIn(reader.GetFieldValue<byte[]>(2)));
        }

        await reader.NextResultAsync();
        while (asked.Length > 0 && await reader.ReadAsync())
        {
            documents.Exists(reader.GetGuid(0), new ExistingFact(reader.GetGuid(1), StoredFact.Read(reader.GetString(2), reader.GetFieldValue<byte[]>(3))));
        }
    }

    /// <summary>The same with the streams locked. A document that does not follow from its stream is folded from the stream again.</summary>
    public static async Task LockAndReadAsync(NpgsqlConnection connection, PendingDocuments documents, Guid[] asked)
    {
        Dictionary<PendingDocument, long> versions = [];
        await using (var command = new NpgsqlCommand(Locks, connection))
        {
            command.Parameters.AddRange(PendingDocuments.Keys(documents.All));
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                var document = documents.All[reader.GetInt64(0) - 1];
                versions[document] = reader.GetInt64(1);
                if (reader.GetBoolean(2))
                {
                    document.WasArchived();
                }
            }
        }

        await ReadAsync(connection, documents, asked);
        var damaged = Array.FindAll(documents.All, document => document.ReadVersion != versions.GetValueOrDefault(document));
        if (damaged.Length > 0)
        {
            await RepairAsync(connection, damaged, versions);
        }
    }

    private static async Task RepairAsync(NpgsqlConnection connection, PendingDocument[] damaged, Dictionary<PendingDocument, long> versions)
    {
        var rebuilt = await ReadFacts.OfSomeAsync(connection, Array.ConvertAll(damaged, document => (document.Tenant, document.Id)), CancellationToken.None);
        var byId = rebuilt.ToDictionary(one => one.Id, one => one.Document);
        foreach (var document in damaged)
        {
            document.WasRepaired(
                versions.GetValueOrDefault(document), byId.GetValueOrDefault(document.Id) ?? Document.Of(document.Key.Authority, document.Order));
        }
    }

    /// <returns>Null where it cannot be read.</returns>
    private static Document? DocumentIn(byte[] json)
    {
        try
        {
            return JsonSerializer.Deserialize<Document>(json, FactJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
