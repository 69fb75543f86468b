using Ausweisstatus.Domain;
using Npgsql;
using NpgsqlTypes;

namespace Ausweisstatus.EventLog;

/// <summary>The statuses of documents as arrays, a column each, for statements that unnest them.</summary>
internal static class StatusParameters
{
    /// <summary>The columns in the order of the parameters, without the anomalies, which come last.</summary>
    public const string Columns = "stage, since, kind, delivery, location, last_heard, held_until, overdue_from, run";

    /// <summary>Anomalies travel as one text each: arrays of arrays of different lengths are none.</summary>
    public const string AnomalySeparator = ",";

    public static NpgsqlParameter[] Of(StatusColumns[] statuses)
    {
        return
        [
            Parameter(NpgsqlDbType.Varchar, status => status.Stage),
            Parameter(NpgsqlDbType.TimestampTz, status => status.Since),
            Parameter(NpgsqlDbType.Varchar, status => status.Kind),
            Parameter(NpgsqlDbType.Varchar, status => status.Delivery),
            Parameter(NpgsqlDbType.Varchar, status => status.Location),
            Parameter(NpgsqlDbType.TimestampTz, status => status.LastHeard),
            Parameter(NpgsqlDbType.Date, status => status.HeldUntil),
            Parameter(NpgsqlDbType.Date, status => status.OverdueFrom),
            Parameter(NpgsqlDbType.Integer, status => status.Run),
            Parameter(NpgsqlDbType.Varchar, status => string.Join(AnomalySeparator, status.Anomalies)),
        ];

        NpgsqlParameter Parameter<T>(NpgsqlDbType type, Converter<StatusColumns, T> column) =>
            new() { Value = Array.ConvertAll(statuses, column), NpgsqlDbType = NpgsqlDbType.Array | type };
    }
}
