using Ausweisstatus.Domain;
using Ausweisstatus.Domain.Expectation;
using Ausweisstatus.Storage;
using Npgsql;

namespace Ausweisstatus.ExpectedDates;

/// <summary>Goes through the stages of all documents, one after the other, and keeps what times follow from: that is little, however many there are.</summary>
internal static class ReadSpans
{
    private const string Joined = $"select tenant_id, min(entered_at) from {StorageSetup.Schema}.stage_times where stage in ('shipped', 'in-delivery') group by tenant_id";

    private const string Lines = $"""
        select tenant_id, document, kind, location, stage, entered_at from {StorageSetup.Schema}.stage_times
        where entered_at >= $1 and kind is not null order by tenant_id, document, line
        """;

    /// <param name="connection">In a transaction.</param>
    /// <param name="day">The last complete working day, by its number.</param>
    /// <param name="ranges">They see each document, too.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task<Observations> ReadAsync(NpgsqlConnection connection, int day, JudgeRanges ranges, CancellationToken cancellation)
    {
        var joined = await JoinedAsync(connection, cancellation);
        var observations = new Observations(day, authority => Observations.IsInLine(joined.TryGetValue(authority, out var first) ? first : null, day));
        await using var command = new NpgsqlCommand(Lines, connection) { CommandTimeout = 0 };
        command.Parameters.Add(new() { Value = WorkingDays.DayOf(day - Observations.Longest).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc) });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        List<(Stage, int)> history = [];
        (string Authority, Guid Document, string Kind, string? Place) current = ("", Guid.Empty, "", null);
        while (await reader.ReadAsync(cancellation))
        {
            var (authority, document) = (reader.GetString(0), reader.GetGuid(1));
            if (document != current.Document || authority != current.Authority)
            {
                Add();
                current = (authority, document, reader.GetString(2), reader.TextAt(3));
            }

            // A stage of a later version that is not known here is nothing to learn from.
            if (KebabCase.Find<Stage>(reader.GetString(4)) is { } stage)
            {
                history.Add((stage, WorkingDays.NumberOf(reader.GetFieldValue<DateTimeOffset>(5).DayInBerlin())));
            }
        }

        Add();
        return observations;

        void Add()
        {
            if (history.Count > 0)
            {
                observations.Add(current.Authority, current.Kind, current.Place, Legs.Of(history));
                ranges.Add(current.Authority, current.Kind, current.Place, history);
                history.Clear();
            }
        }
    }

    private static async Task<Dictionary<string, int>> JoinedAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Joined, connection) { CommandTimeout = 0 };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        Dictionary<string, int> joined = [];
        while (await reader.ReadAsync(cancellation))
        {
            joined.Add(reader.GetString(0), WorkingDays.NumberOf(reader.GetFieldValue<DateTimeOffset>(1).DayInBerlin()));
        }

        return joined;
    }
}
