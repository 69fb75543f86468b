using Ausweisstatus.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Ausweisstatus.EventLog.Rebuild;

/// <summary>A place in the order of the documents.</summary>
internal readonly record struct RebuildPlace(string Authority, Guid Document);

/// <summary>Which documents are folded again; all that is named has to hold.</summary>
/// <param name="Authority">Those of this authority.</param>
/// <param name="Documents">These.</param>
/// <param name="HeardFrom">Those of which a fact was recorded at this time or later.</param>
/// <param name="HeardUntil">Those of which a fact was recorded before this time.</param>
internal sealed record RebuildScope(
    string? Authority = null, IReadOnlyCollection<Guid>? Documents = null, DateTimeOffset? HeardFrom = null, DateTimeOffset? HeardUntil = null)
{
    public static RebuildScope Everything { get; } = new();

    /// <summary>What a statement on the events says after <c>where</c>, with the values of its parameters.</summary>
    /// <param name="after">Only what comes after this place.</param>
    public (string Condition, NpgsqlParameter[] Values) OfEvents(RebuildPlace? after)
    {
        List<string> conditions = ["true"];
        List<NpgsqlParameter> values = [];
        if (Authority is not null)
        {
            Add("tenant_id = @authority", new NpgsqlParameter("authority", Authority));
        }

        if (Documents is not null)
        {
            Add("stream_id = any(@documents)", new NpgsqlParameter("documents", NpgsqlDbType.Array | NpgsqlDbType.Uuid) { Value = Documents.ToArray() });
        }

        if (HeardFrom is not null || HeardUntil is not null)
        {
            Add(
                $"(tenant_id, stream_id) in (select tenant_id, stream_id from {StorageSetup.Schema}.mt_events where timestamp >= @from and timestamp < @until)",
                new NpgsqlParameter("from", (HeardFrom ?? DateTimeOffset.MinValue).UtcDateTime), new NpgsqlParameter("until", (HeardUntil ?? DateTimeOffset.MaxValue).UtcDateTime));
        }

        if (after is { } place)
        {
            Add(
                "(tenant_id, stream_id) > (@after_authority, @after_document)",
                new NpgsqlParameter("after_authority", place.Authority), new NpgsqlParameter("after_document", place.Document));
        }

        return (string.Join(" and ", conditions), [.. values]);

        void Add(string condition, params NpgsqlParameter[] of)
        {
            conditions.Add(condition);
            values.AddRange(of);
        }
    }
}
