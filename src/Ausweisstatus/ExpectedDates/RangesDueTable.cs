using Ausweisstatus.Domain;
using Ausweisstatus.Domain.Expectation;
using Ausweisstatus.Storage;
using Npgsql;

namespace Ausweisstatus.ExpectedDates;

/// <summary>What became of ranges, as it was counted on one day.</summary>
internal static class RangesDueTable
{
    private const string Table = $"{StorageSetup.Schema}.ranges_due";

    private const string Write = $"""
        insert into {Table} (day, kind, leg, horizon, due, held, early, late, days)
        select $1, kind, leg, horizon, held + early + late, held, early, late, days
        from unnest($2, $3, $4, $5, $6, $7, $8) as counted (kind, leg, horizon, held, early, late, days)
        where not exists (select from {Table} where day = $1)
        """;

    private const string Read = $"select kind, leg, horizon, held, early, late, days from {Table} where day = $1 order by kind, leg, horizon";

    /// <param name="connection">In the transaction of the day's times; nobody else writes meanwhile.</param>
    /// <param name="day">The day.</param>
    /// <param name="counted">What is kept, unless something was on this day.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>Whether it was kept.</returns>
    public static async Task<bool> WriteAsync(NpgsqlConnection connection, DateOnly day, IReadOnlyList<RangesDue> counted, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Write, connection);
        Add(day);
        Add(counted.Select(one => one.Kind).ToArray());
        Add(counted.Select(one => KebabCase.Of(one.Leg)).ToArray());
        Add(counted.Select(one => KebabCase.Of(one.Horizon)).ToArray());
        Add(counted.Select(one => one.Counts.Held).ToArray());
        Add(counted.Select(one => one.Counts.Early).ToArray());
        Add(counted.Select(one => one.Counts.Late).ToArray());
        Add(counted.Select(one => one.Counts.Days).ToArray());
        return await command.ExecuteNonQueryAsync(cancellation) > 0;

        void Add(object value) => command.Parameters.Add(new() { Value = value });
    }

    public static async Task<IReadOnlyList<RangesDue>> ReadAsync(NpgsqlDataSource database, DateOnly day, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Read, day);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        List<RangesDue> counted = [];
        while (await reader.ReadAsync(cancellation))
        {
            // What a later version counts apart is nothing that is known here.
            if (KebabCase.Find<Leg>(reader.GetString(1)) is { } leg && KebabCase.Find<Horizon>(reader.GetString(2)) is { } horizon)
            {
                counted.Add(new(reader.GetString(0), leg, horizon, new(reader.GetInt32(3), reader.GetInt32(4), reader.GetInt32(5), reader.GetInt32(6))));
            }
        }

        return counted;
    }
}
