using System.Text.Json;
using Ausweisstatus.Domain;
using Ausweisstatus.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Ausweisstatus.Intake.Recording;

/// <summary>
/// The one read of intake: the documents that a commit is about, with the facts known of each. Nothing is locked: the write finds out
/// whether somebody was faster. After a lost race it is read again, now with the streams locked, so that this time nobody is.
/// </summary>
internal sealed class KnownDocuments
{
    // The place in the arrays says which document a row is of. Locks are taken in that order, which is the same in every commit.
    private const string LockStreams = $"""
        select stream.version from unnest($1, $2) with ordinality as wanted (tenant_id, id, place)
        join {StorageSetup.Schema}.mt_streams stream on stream.tenant_id = wanted.tenant_id and stream.id = wanted.id
        order by wanted.place for update of stream
        """;

    private const string ReadDocuments = $"""
        select wanted.place, document.mt_version, document.data
        from unnest($1, $2) with ordinality as wanted (tenant_id, id, place)
        join {StorageSetup.Schema}.mt_doc_document document on document.tenant_id = wanted.tenant_id and document.id = wanted.id
        """;

    /// <summary>Fact ids are unique over all documents; only here is asked for those of others.</summary>
    private const string ReadFacts = $"select id, stream_id, type, data from {StorageSetup.Schema}.mt_events where id = any($1)";

    /// <summary>Documents, in the order of their keys.</summary>
    public static OpenDocument[] Of(IEnumerable<Submission> submissions)
    {
        Dictionary<Guid, OpenDocument> documents = [];
        foreach (var submission in submissions)
        {
            if (!documents.ContainsKey(submission.DocumentId))
            {
                documents.Add(submission.DocumentId, new OpenDocument(submission.Authority, submission.Order, submission.DocumentId));
            }
        }

        var ordered = documents.Values.ToArray();
        Array.Sort(ordered, ByKey);
        return ordered;
    }

    public static async Task ReadAsync(NpgsqlConnection connection, OpenDocument[] documents)
    {
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { OnStreams(ReadDocuments, documents) } };
        await ReadAsync(batch, documents);
    }

    /// <summary>Reads with the streams locked until the transaction ends.</summary>
    /// <returns>Those of the facts that are recorded, whatever the document.</returns>
    public static async Task<Dictionary<Guid, KnownBefore>> LockAndReadAsync(
        NpgsqlConnection connection, OpenDocument[] documents, IEnumerable<Submission> submissions)
    {
        await using (var locks = new NpgsqlBatch(connection) { BatchCommands = { OnStreams(LockStreams, documents) } })
        {
            await locks.ExecuteNonQueryAsync();
        }

        await using (var batch = new NpgsqlBatch(connection) { BatchCommands = { OnStreams(ReadDocuments, documents) } })
        {
            await ReadAsync(batch, documents);
        }

        return await FactsAsync(connection, submissions);
    }

    private static async Task ReadAsync(NpgsqlBatch batch, OpenDocument[] documents)
    {
        await batch.PrepareAsync();
        await using var reader = await batch.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            var stored = JsonSerializer.Deserialize<Document>(reader.GetFieldValue<byte[]>(2), FactJson.Options);
            documents[reader.GetInt64(0) - 1].WasStored(reader.GetInt64(1), stored!);
        }
    }

    private static async Task<Dictionary<Guid, KnownBefore>> FactsAsync(NpgsqlConnection connection, IEnumerable<Submission> submissions)
    {
        Dictionary<Guid, KnownBefore> known = [];
        await using var command = new NpgsqlCommand(ReadFacts, connection)
        {
            Parameters = { new() { Value = submissions.Select(submission => submission.FactId).ToArray() } },
        };
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            var type = FactType.Named(reader.GetString(2)) ?? throw new InvalidOperationException("There is a fact of a type that is not in the catalogue.");
            known[reader.GetGuid(0)] = new KnownBefore(reader.GetGuid(1), FactJson.Read(reader.GetFieldValue<byte[]>(3), type));
        }

        return known;
    }

    private static NpgsqlBatchCommand OnStreams(string sql, OpenDocument[] documents) => new(sql)
    {
        Parameters =
        {
            new() { Value = Array.ConvertAll(documents, document => document.Tenant), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar },
            new() { Value = Array.ConvertAll(documents, document => document.Id), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid },
        },
    };

    private static int ByKey(OpenDocument one, OpenDocument other)
    {
        var byTenant = string.CompareOrdinal(one.Tenant, other.Tenant);
        return byTenant != 0 ? byTenant : one.Id.CompareTo(other.Id);
    }
}
