using Ausweisstatus.Storage;
using Npgsql;

namespace Ausweisstatus.EventLog.ReadModels;

/// <summary>A part of all streams, in the order of their keys: after one key, up to and with another.</summary>
/// <param name="AfterAuthority">Empty for the beginning.</param>
/// <param name="UpToAuthority">Null for the end.</param>
internal readonly record struct StreamSlice(string AfterAuthority, Guid AfterDocument, string? UpToAuthority, Guid UpToDocument)
{
    public static StreamSlice Beginning { get; } = new("", Guid.Empty, "", Guid.Empty);
}

/// <summary>Compares the versions of streams with what a read model has seen of them.</summary>
internal static class StreamsBehind
{
    private const string End = $"""
        select tenant_id, id from {StorageSetup.Schema}.mt_streams
        where (tenant_id, id) > ($1, $2) order by tenant_id, id offset $3 limit 1
        """;

    // What the daemon has not come to yet is not behind: the next fact that was not seen lies before the daemon's progress, which is written
    // after what was seen. Both tables are bounded by the slice, or each slice would read the whole of the second one.
    private static string Find(bool hasEnd) => $"""
        select stream.tenant_id, stream.id, stream.version
        from {StorageSetup.Schema}.mt_streams stream
        left join {StorageSetup.Schema}.followed_streams seen
            on seen.read_model = $1 and seen.tenant_id = stream.tenant_id and seen.document = stream.id
            and (seen.tenant_id, seen.document) > ($2, $3) {(hasEnd ? "and (seen.tenant_id, seen.document) <= ($5, $6)" : "")}
        where (stream.tenant_id, stream.id) > ($2, $3) {(hasEnd ? "and (stream.tenant_id, stream.id) <= ($5, $6)" : "")}
            and stream.version > coalesce(seen.version, 0)
            and ($4 or exists (
                select from {StorageSetup.Schema}.mt_events event
                where event.tenant_id = stream.tenant_id and event.stream_id = stream.id and event.version = coalesce(seen.version, 0) + 1
                    and event.seq_id <= (select last_seq_id from {StorageSetup.Schema}.mt_event_progression where name = $1 || ':All')))
        """;

    /// <summary>The slice that follows; null after the last.</summary>
    public static async Task<StreamSlice?> NextAsync(NpgsqlConnection connection, StreamSlice slice, int size, CancellationToken cancellation)
    {
        if (slice.UpToAuthority is not { } after)
        {
            return null;
        }

        await using var command = new NpgsqlCommand(End, connection)
        {
            Parameters = { new() { Value = after }, new() { Value = slice.UpToDocument }, new() { Value = size - 1 } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation)
            ? new StreamSlice(after, slice.UpToDocument, reader.GetString(0), reader.GetGuid(1))
            : new StreamSlice(after, slice.UpToDocument, null, Guid.Empty);
    }

    /// <param name="connection">Any.</param>
    /// <param name="readModel">Its name.</param>
    /// <param name="slice">Where to look.</param>
    /// <param name="all">Also what the daemon has yet to come to.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task<List<StreamVersion>> FindAsync(
        NpgsqlConnection connection, string readModel, StreamSlice slice, bool all, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Find(slice.UpToAuthority is not null), connection)
        {
            CommandTimeout = 0,
            Parameters =
            {
                new() { Value = readModel },
                new() { Value = slice.AfterAuthority },
                new() { Value = slice.AfterDocument },
                new() { Value = all },
            },
        };
        if (slice.UpToAuthority is { } end)
        {
            command.Parameters.AddRange(new NpgsqlParameter[] { new() { Value = end }, new() { Value = slice.UpToDocument } });
        }

        await using var reader = await command.ExecuteReaderAsync(cancellation);
        List<StreamVersion> behind = [];
        while (await reader.ReadAsync(cancellation))
        {
            behind.Add(new StreamVersion(reader.GetString(0), reader.GetGuid(1), reader.GetInt64(2)));
        }

        return behind;
    }
}
