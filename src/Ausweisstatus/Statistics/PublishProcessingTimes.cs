using Ausweisstatus.Domain;
using Ausweisstatus.EventLog.ReadModels;
using Ausweisstatus.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Ausweisstatus.Statistics;

/// <summary>
/// Publishes how long documents took, a week at a time and once for ever: three days after its end, when late facts have come in. Only one
/// node does it at a time, and none while the figures are behind.
/// </summary>
internal sealed class PublishProcessingTimes(NpgsqlDataSource database, StatisticsMetrics metrics, TimeProvider clock, ILogger<PublishProcessingTimes> log)
    : HourlyJob(clock, log)
{
    public const string Table = $"{StorageSetup.Schema}.processing_times";
    public const string Weeks = $"{StorageSetup.Schema}.processing_weeks";

    private const int Week = 7;
    private const int SettledAfterDays = 3;
    private const int WeeksAtFirst = 52;

    private const string Lock = "select pg_try_advisory_xact_lock(7302480915)";
    private const string Published = $"select exists(select from {Weeks} where week = $1), (select max(week) from {Weeks} where week < $1)";
    private const string LastPeriods = $"select tenant_id, kind, max(week) from {Table} where tenant_id <> '' and week < $1 group by 1, 2";
    private const string Mark = $"insert into {Weeks} (week) select day::date from generate_series($1::timestamp, $2::timestamp, interval '7 days') as day on conflict do nothing";

    private const string Write = $"""
        insert into {Table} (tenant_id, kind, since, week, cases, median, eighty_percent, in_time, open, open_longer)
        select * from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        """;

    private static readonly TimeSpan MayLag = TimeSpan.FromHours(1);

    protected override string What => "Publishing processing times";

    public override async Task DoAsync(CancellationToken cancellation)
    {
        var last = LastSettledWeek(Clock.GetUtcNow().DayInBerlin());
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        if (!await IsMineAsync(connection, cancellation) || await FirstAsync(connection, last, cancellation) is not { } first || await IsBehindAsync(cancellation))
        {
            return;
        }

        var finished = await ReadFinishedCases.FinishedAsync(connection, first.AddDays(-Week * (PublishedPeriods.LongestWeeks - 1)), last.AddDays(Week), cancellation);
        var open = await ReadFinishedCases.OpenAsync(connection, Clock.GetUtcNow(), cancellation);
        await WriteAsync(connection, PublishedPeriods.Of(finished, open, await LastPeriodsAsync(connection, last, cancellation), first, last), cancellation);
        await using var mark = new NpgsqlCommand(Mark, connection) { Parameters = { Day(first), Day(last) } };
        await mark.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>The Monday of the newest week that is over for long enough.</summary>
    internal static DateOnly LastSettledWeek(DateOnly today) => WorkingDays.MondayOf(today.AddDays(-SettledAfterDays)).AddDays(-Week);

    private static async Task<bool> IsMineAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Lock, connection);
        return await command.ExecuteScalarAsync(cancellation) is true;
    }

    // The first week that is not published, or null where none is missing.
    private static async Task<DateOnly?> FirstAsync(NpgsqlConnection connection, DateOnly last, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Published, connection) { Parameters = { Day(last) } };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        if (reader.GetBoolean(0))
        {
            return null;
        }

        var earliest = last.AddDays(-Week * (WeeksAtFirst - 1));
        return !await reader.IsDBNullAsync(1, cancellation) && reader.GetFieldValue<DateOnly>(1).AddDays(Week) is var next && next > earliest ? next : earliest;
    }

    private async Task<bool> IsBehindAsync(CancellationToken cancellation) =>
        (await metrics.MeasureAsync(cancellation)).Any(lag => lag.ReadModel == StageTimes.ModelName && lag.Seconds > MayLag.TotalSeconds);

    private static async Task<Dictionary<(string, string), DateOnly>> LastPeriodsAsync(NpgsqlConnection connection, DateOnly last, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(LastPeriods, connection) { Parameters = { Day(last) } };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        Dictionary<(string, string), DateOnly> periods = [];
        while (await reader.ReadAsync(cancellation))
        {
            periods.Add((reader.GetString(0), reader.GetString(1)), reader.GetFieldValue<DateOnly>(2));
        }

        return periods;
    }

    private static async Task WriteAsync(NpgsqlConnection connection, IReadOnlyList<ProcessingTime> times, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Write, connection);
        Add(NpgsqlDbType.Varchar, times.Select(time => time.Authority ?? ""));
        Add(NpgsqlDbType.Varchar, times.Select(time => time.Kind));
        Add(NpgsqlDbType.Date, times.Select(time => time.Since));
        Add(NpgsqlDbType.Date, times.Select(time => time.Week));
        Add(NpgsqlDbType.Integer, times.Select(time => time.Cases));
        Add(NpgsqlDbType.Integer, times.Select(time => time.Median));
        Add(NpgsqlDbType.Integer, times.Select(time => time.EightyPercent));
        Add(NpgsqlDbType.Integer, times.Select(time => time.InTime));
        Add(NpgsqlDbType.Integer, times.Select(time => time.Open));
        Add(NpgsqlDbType.Integer, times.Select(time => time.OpenLonger));
        await command.ExecuteNonQueryAsync(cancellation);

        void Add<T>(NpgsqlDbType type, IEnumerable<T> column) => command.Parameters.Add(StreamParameters.Column(type, column));
    }

    private static NpgsqlParameter Day(DateOnly day) => new() { Value = day };
}
