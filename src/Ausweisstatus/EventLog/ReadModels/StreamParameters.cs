using Npgsql;
using NpgsqlTypes;

namespace Ausweisstatus.EventLog.ReadModels;

/// <summary>Versions of streams as arrays, for statements that unnest them.</summary>
internal static class StreamParameters
{
    /// <summary>Everybody locks in this order, so none waits for another in a circle.</summary>
    public const string InOrder = "order by tenant_id collate \"C\", document";

    public static NpgsqlParameter[] Of(IReadOnlyCollection<StreamVersion> streams) =>
    [
        Column(NpgsqlDbType.Varchar, streams.Select(stream => stream.Authority)),
        Column(NpgsqlDbType.Uuid, streams.Select(stream => stream.Document)),
        Column(NpgsqlDbType.Bigint, streams.Select(stream => stream.Version)),
    ];

    public static NpgsqlParameter Column<T>(NpgsqlDbType type, IEnumerable<T> values) =>
        new() { Value = values.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | type };
}
