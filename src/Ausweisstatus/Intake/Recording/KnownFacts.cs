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
    // Streams are locked in the order of their keys, so that two commits cannot wait for each other in a circle.
    private const string LockStreams = $"""
        select 1 from {StorageSetup.Schema}.mt_streams stream
        join unnest($1, $2) as wanted (tenant_id, id) on stream.tenant_id = wanted.tenant_id and stream.id = wanted.id
        order by stream.tenant_id, stream.id for update of stream
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

        var streams = submissions.Select(submission => (Tenant: submission.Authority.ToString(), submission.DocumentId)).Distinct().ToList();
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new(LockStreams)
                {
                    Parameters =
                    {
                        new() { Value = streams.ConvertAll(stream => stream.Tenant).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar },
                        new() { Value = streams.ConvertAll(stream => stream.DocumentId).ToArray() },
                    },
                },
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

    private Fact Read(string type, string json)
    {
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(json));
        return (Fact)store.Options.Serializer().FromJson(Records[type], stream);
    }
}
