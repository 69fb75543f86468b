using Ausweisstatus.Storage;
using Npgsql;

namespace Ausweisstatus.EventLog.ReadModels;

/// <summary>How far the daemon has come with a read model.</summary>
/// <param name="Behind">About how many facts are recorded that it has not come to.</param>
/// <param name="Seconds">Since when the first of them is.</param>
internal readonly record struct Lag(string ReadModel, long Behind, double Seconds);

internal static class Progress
{
    private const string Sql = $"""
        select read_model, greatest(0, last - coalesce(progress.last_seq_id, 0)),
            coalesce((
                select extract(epoch from clock_timestamp() - event.timestamp)
                from {StorageSetup.Schema}.mt_events event where event.seq_id > coalesce(progress.last_seq_id, 0) order by event.seq_id limit 1), 0)
        from unnest($1) as read_model
        left join {StorageSetup.Schema}.mt_event_progression progress on progress.name = read_model || ':All'
        cross join (select coalesce(max(seq_id), 0) as last from {StorageSetup.Schema}.mt_events) as recorded
        """;

    public static async Task<List<Lag>> LagAsync(NpgsqlDataSource database, string[] readModels, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Sql);
        command.Parameters.AddWithValue(readModels);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        List<Lag> all = [];
        while (await reader.ReadAsync(cancellation))
        {
            all.Add(new Lag(reader.GetString(0), reader.GetInt64(1), (double)reader.GetDecimal(2)));
        }

        return all;
    }
}
