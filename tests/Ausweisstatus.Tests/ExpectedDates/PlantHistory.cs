using Ausweisstatus.Domain;
using Ausweisstatus.ExpectedDates;
using Ausweisstatus.Locations;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;

namespace Ausweisstatus.Tests.ExpectedDates;

/// <summary>Half a year of passports of one office, as stage times hold it.</summary>
internal static class PlantHistory
{
    private const int Days = 150;

    /// <summary>Puts in the place of all stage times what they would hold at the end of a day.</summary>
    /// <param name="database">Where.</param>
    /// <param name="aDay">How many are applied for on each working day.</param>
    /// <param name="last">The day, by its number.</param>
    /// <param name="way">When a document is dispatched and when it is ready, by the day of its application and which of that day it is.</param>
    public static async Task WriteAsync(NpgsqlDataSource database, int aDay, int last, Func<int, int, (int Dispatched, int Ready)> way)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var delete = new NpgsqlCommand("delete from ausweisstatus.stage_times", connection);
        await delete.ExecuteNonQueryAsync();
        await using var copy = await connection.BeginBinaryImportAsync(
            "copy ausweisstatus.stage_times (tenant_id, document, line, kind, stage, run, entered_at, is_open, location) from stdin (format binary)");
        for (var start = last - Days; start <= last; start++)
        {
            for (var i = 0; i < aDay; i++)
            {
                var (document, (dispatched, ready)) = (Guid.NewGuid(), way(start, i));
                (string, int)[] steps = [("received", start), ("shipped", dispatched), ("at-office", dispatched + 1), ("ready-for-pickup", ready)];
                for (var line = 0; line < steps.Length && steps[line].Item2 <= last; line++)
                {
                    await WriteAsync(copy, document, line + 1, steps[line]);
                }
            }
        }

        await copy.CompleteAsync();
    }

    /// <summary>What makes expected times of it.</summary>
    public static MakeExpectedTimes Maker(IServiceProvider services, ILogger<MakeExpectedTimes> log) => new(
        services.GetRequiredService<NpgsqlDataSource>(), services.GetRequiredService<ReadExpectedTimes>(), services.GetRequiredService<AuthorityDirectory>(), TimeProvider.System, log);

    private static async Task WriteAsync(NpgsqlBinaryImporter copy, Guid document, int line, (string Stage, int Day) step)
    {
        await copy.StartRowAsync();
        await copy.WriteAsync("berlin-mitte", NpgsqlDbType.Varchar);
        await copy.WriteAsync(document, NpgsqlDbType.Uuid);
        await copy.WriteAsync(line, NpgsqlDbType.Integer);
        await copy.WriteAsync("passport", NpgsqlDbType.Varchar);
        await copy.WriteAsync(step.Stage, NpgsqlDbType.Varchar);
        await copy.WriteAsync(1, NpgsqlDbType.Integer);
        await copy.WriteAsync(DateTime.SpecifyKind(WorkingDays.DayOf(step.Day).ToDateTime(new(11, 0)), DateTimeKind.Utc), NpgsqlDbType.TimestampTz);
        await copy.WriteAsync(false, NpgsqlDbType.Boolean);
        await copy.WriteAsync("mitte-osloer", NpgsqlDbType.Varchar);
    }
}
