using Ausweisstatus.Storage;

namespace Ausweisstatus.EventLog.ReadModels;

/// <summary>The recorded facts as who told what when, for statements that count them.</summary>
internal static class HeardFacts
{
    // Facts from before the user name was kept name their client in the headers alone.
    private const string Columns = $"""
        coalesce(event.user_name, event.headers ->> '{FactHeaders.Client}', '') as client, event.type as fact_type, event.timestamp as heard
        """;

    /// <summary>Those between two versions of streams that stand in a table <c>moved</c> (tenant_id, document, before, version).</summary>
    public const string OfMoved = $"""
        select {Columns} from moved
        join {StorageSetup.Schema}.mt_events event
            on event.tenant_id = moved.tenant_id and event.stream_id = moved.document and event.version > moved.before and event.version <= moved.version
        """;

    /// <summary>Those a read model (<c>$1</c>) has seen, with sequence numbers after <c>$2</c>, up to <c>$3</c>.</summary>
    public const string Seen = $"""
        select {Columns} from {StorageSetup.Schema}.mt_events event
        join {StorageSetup.Schema}.followed_streams seen
            on seen.read_model = $1 and seen.tenant_id = event.tenant_id and seen.document = event.stream_id
        where event.seq_id > $2 and event.seq_id <= $3 and event.version <= seen.version
        """;

    /// <summary>The last sequence number.</summary>
    public const string Last = $"select coalesce(max(seq_id), 0) from {StorageSetup.Schema}.mt_events";

    /// <summary>The stream of a row <c>seen</c> (tenant_id, document), for statements that ask whether there is one.</summary>
    public const string StreamOfSeen = $"""
        select from {StorageSetup.Schema}.mt_streams stream where stream.tenant_id = seen.tenant_id and stream.id = seen.document
        """;
}
