using Ausweisstatus.Domain;
using Ausweisstatus.Storage;
using Marten;
using Npgsql;
using NpgsqlTypes;

namespace Ausweisstatus.Intake.Recording;

/// <summary>A fact recorded before: the document it is in and what it says.</summary>
internal readonly record struct KnownBefore(Guid Document, Fact Fact);

/// <summary>The one read of intake: which of these facts are known, with their documents' streams locked until the transaction ends.</summary>
internal sealed class KnownFacts(IDocumentStore store)
{
    // A stream that is not there cannot be locked: two commits that both find nothing would both begin it, and the later snapshot would
    // overwrite the earlier. So it is begun first, empty; of two who begin the same one, the second waits for the first to commit.
    // All in the order of the keys, so that two commits cannot wait for each other in a circle.
    private const string BeginStreams = $"""
        insert into {StorageSetup.Schema}.mt_streams (tenant_id, id, version)
        select tenant_id, id, 0 from unnest($1, $2) as wanted (tenant_id, id) order by tenant_id, id
        on conflict do nothing
        """;

    private const string LockStreams = $"""
        select 1 from {StorageSetup.Schema}.mt_streams stream
        join unnest($1, $2) as wanted (tenant_id, id) on stream.tenant_id = wanted.tenant_id and stream.id = wanted.id
        order by stream.tenant_id, stream.id for update of stream
        """;

    // What was begun for facts that then turned out to be none of it.
    private const string EndEmptyStreams = $"""
        delete from {StorageSetup.Schema}.mt_streams stream using unnest($1, $2) as wanted (tenant_id, id)
        where stream.tenant_id = wanted.tenant_id and stream.id = wanted.id and stream.version = 0
        """;

    private const string ReadFacts = $"select id, stream_id, type, data::text from {StorageSetup.Schema}.mt_events where id = any($1)";

    private static readonly Dictionary<string, Type> Records = FactType.All.ToDictionary(type => type.Name, type => type.Record);

    public async Task<Dictionary<Guid, KnownBefore>> LockAndReadAsync(NpgsqlConnection connection, IReadOnlyCollection<Submission> submissions)
    {
        Dictionary<Guid, KnownBefore> known = [];
        if (submissions.Count == 0)
        {
            return known;
        }

        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                OnStreams(BeginStreams, submissions),
                OnStreams(LockStreams, submissions),
                new(ReadFacts) { Parameters = { new() { Value = submissions.Select(submission => submission.FactId).ToArray() } } },
            },
        };
        await using var reader = await batch.ExecuteReaderAsync();
        await reader.NextResultAsync();
        while (await reader.ReadAsync())
        {
            known[reader.GetGuid(0)] = new KnownBefore(reader.GetGuid(1), Read(reader.GetString(2), reader.GetString(3)));
        }

        return known;
    }

    /// <summary>Takes back the streams of facts that were not accepted, where these would have been the first.</summary>
    public static async Task ForgetEmptyAsync(NpgsqlConnection connection, IReadOnlyCollection<Submission> notAccepted)
    {
        if (notAccepted.Count > 0)
        {
            await using var batch = new NpgsqlBatch(connection) { BatchCommands = { OnStreams(EndEmptyStreams, notAccepted) } };
            await batch.ExecuteNonQueryAsync();
        }
    }

    private static NpgsqlBatchCommand OnStreams(string sql, IReadOnlyCollection<Submission> submissions)
    {
        var streams = submissions.Select(submission => (Tenant: submission.Authority.ToString(), submission.DocumentId)).Distinct().ToList();
        return new NpgsqlBatchCommand(sql)
        {
            Parameters =
            {
                new() { Value = streams.ConvertAll(stream => stream.Tenant).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar },
                new() { Value = streams.ConvertAll(stream => stream.DocumentId).ToArray() },
            },
        };
    }

    private Fact Read(string type, string json)
    {
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(json));
        return (Fact)store.Options.Serializer().FromJson(Records[type], stream);
    }
}
