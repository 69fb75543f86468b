using Ausweisstatus.Storage;
using Npgsql;

namespace Ausweisstatus.Status.Looks;

/// <summary>How often staff dealt with a document on a day.</summary>
/// <param name="Day">By the calendar of Berlin.</param>
/// <param name="Looked">How often they looked: a session of a browser counts once.</param>
/// <param name="Changed">How often they said a fact, took one back or had it folded again.</param>
internal sealed record LooksOfADay(DateOnly Day, int Looked, int Changed);

/// <summary>
/// What the holder of a document may know of the audit log: on which days staff looked at it and how often, but not who. Read by the index
/// of the log, and only when somebody asks for it.
/// </summary>
internal sealed class CountLooks(NpgsqlDataSource database)
{
    // More days than a document has until it is erased.
    private const int MostDays = 400;

    /// <returns>The latest day first.</returns>
    public async Task<IReadOnlyList<LooksOfADay>> CountAsync(Guid document, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand($"""
            select (at at time zone 'Europe/Berlin')::date as day,
                count(distinct coalesce(session::text, id::text)) filter (where what in ('search', 'open', 'read', 'export')),
                count(*) filter (where what in ('retract', 'replay', 'resubmit', 'post'))
            from {StorageSetup.Schema}.staff_audit where document = $1 group by day order by day desc limit {MostDays}
            """);
        command.Parameters.AddWithValue(document);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var days = new List<LooksOfADay>();
        while (await reader.ReadAsync(cancellation))
        {
            days.Add(new LooksOfADay(reader.GetFieldValue<DateOnly>(0), (int)reader.GetInt64(1), (int)reader.GetInt64(2)));
        }

        return days;
    }
}
