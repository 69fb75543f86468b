using Ausweisstatus.Domain;
using Ausweisstatus.Domain.Expectation;
using Ausweisstatus.Locations;
using Ausweisstatus.Storage;
using Npgsql;

namespace Ausweisstatus.ExpectedDates;

/// <summary>
/// Works out each night how long kinds and places take; as soon as anything is known, too, and after a rebuild of what it is read from. One node at a
/// time, by a lock that goes with its connection; who comes second finds it done. On the way it counts how those of earlier days came out.
/// </summary>
internal sealed partial class MakeExpectedTimes(
    NpgsqlDataSource database, ReadExpectedTimes read, AuthorityDirectory authorities, TimeProvider clock, ILogger<MakeExpectedTimes> log) : RecurringJob(TimeSpan.FromMinutes(1), clock, log)
{
    private const string Table = $"{StorageSetup.Schema}.expected_times";

    private const string Lock = "select pg_try_advisory_xact_lock(hashtextextended('expected times', 22))";

    private const string Last = $"""
        select max(day), max(made_at), min(made_at), (
            select max(ended_at) from {StorageSetup.Schema}.rebuilds
            where projection = 'stage-times' and state = 'done' and documents_named is null and not is_preview)
        from {Table} where scope = '{Scopes.Anywhere}'
        """;

    // Where nothing is known yet: to read all stages each minute of a feed in which nothing finishes would be for nothing.
    private const string Finished = $"""
        select count(*) from (select from {StorageSetup.Schema}.stage_times where stage in ('ready-for-pickup', 'held-at-branch', 'handed-over') limit $1) as finished
        """;

    private const string Lines = $"select scope, times from {Table} where starts_with(scope, '{Scopes.Kinds}') and day >= $1 order by day, made_at";

    // Of places most are as they were.
    private const string Write = $"""
        insert into {Table} (scope, day, times)
        select scope, $1, times::jsonb from unnest($2, $3) as made (scope, times)
        where scope = '{Scopes.Anywhere}' or times::jsonb is distinct from (
            select kept.times from {Table} kept where kept.scope = made.scope order by day desc, made_at desc limit 1)
        """;

    protected override string What => "Working out expected dates";

    public override Task DoAsync(CancellationToken cancellation) => MakeAsync(Clock.GetUtcNow(), cancellation);

    /// <returns>How many lines were written; 0 where nothing was to be done, or it is being done.</returns>
    internal async Task<int> MakeAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        if (!await IsAloneAsync(connection, cancellation))
        {
            return 0;
        }

        var last = await LastAsync(connection, cancellation);
        if (last is null ? !await HaveEnoughFinishedAsync(connection, cancellation) : last.IsGoodAt(now))
        {
            return 0;
        }

        var today = now.DayInBerlin();
        var day = ExpectedTimes.LastComplete(today);
        var kept = await KeptLinesAsync(connection, day, cancellation);
        var ranges = await RangesShownAsync(today, day, cancellation);
        var observations = await ReadSpans.ReadAsync(connection, day, ranges, cancellation);
        var places = observations.Places.Times();
        if (last is null && !places.Any(place => place.Times.IsKnown))
        {
            return 0;
        }

        (string Scope, string Times)[] made =
        [
            .. observations.Kinds.Select(kind => (Scopes.Kind(kind), TimesJson.Write(observations.Times(kind, kept.GetValueOrDefault(kind) ?? [])))),
            .. places.Select(place => (Scopes.Place(place.Authority, place.Place), TimesJson.Write(place.Times))),
        ];
        await using var write = new NpgsqlCommand(Write, connection)
        {
            Parameters = { new() { Value = today }, new() { Value = Array.ConvertAll(made, one => one.Scope) }, new() { Value = Array.ConvertAll(made, one => one.Times) } },
        };
        var written = await write.ExecuteNonQueryAsync(cancellation);
        var counted = ranges.Counted;
        var isFirst = await RangesDueTable.WriteAsync(connection, today, counted, cancellation);
        await transaction.CommitAsync(cancellation);
        if (isFirst)
        {
            Warn(counted);
        }

        return written;
    }

    private async Task<JudgeRanges> RangesShownAsync(DateOnly today, int day, CancellationToken cancellation)
    {
        await authorities.RefreshAsync(cancellation);
        return new(await read.OfMondaysAsync(today, JudgeRanges.Weeks, cancellation), day, authorities.All.ToDictionary(one => one.Id, one => one.State));
    }

    private void Warn(IEnumerable<RangesDue> counted)
    {
        foreach (var (kind, leg, horizon, counts) in counted.Where(one => one.Counts.IsOff))
        {
            LogOff(log, kind, KebabCase.Of(leg), KebabCase.Of(horizon), counts.Due, Math.Round(100 * counts.Share, 1));
        }
    }

    private static async Task<bool> IsAloneAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Lock, connection);
        return await command.ExecuteScalarAsync(cancellation) is true;
    }

    private static async Task<bool> HaveEnoughFinishedAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        const long Enough = (long)ObservedSteps.EnoughDocuments;
        await using var command = new NpgsqlCommand(Finished, connection) { Parameters = { new() { Value = Enough } } };
        return await command.ExecuteScalarAsync(cancellation) is Enough;
    }

    private static async Task<LastMade?> LastAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Last, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return reader.TimeAt(1) is { } at ? new(reader.GetFieldValue<DateOnly>(0), at, reader.GetFieldValue<DateTimeOffset>(2), reader.TimeAt(3)) : null;
    }

    // As they were known then: what was told late must not make the past look better known than it was.
    private static async Task<Dictionary<string, Dictionary<int, WaitingLine>>> KeptLinesAsync(NpgsqlConnection connection, int day, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Lines, connection) { Parameters = { new() { Value = WorkingDays.DayOf(day - Observations.Learned) } } };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        Dictionary<string, Dictionary<int, WaitingLine>> kept = [];
        while (await reader.ReadAsync(cancellation))
        {
            var (kind, line) = (Scopes.KindOf(reader.GetString(0))!, TimesJson.ReadLine(reader.GetString(1)));
            if (!kept.TryGetValue(kind, out var lines))
            {
                kept.Add(kind, lines = []);
            }

            lines[line.Day] = line;
        }

        return kept;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Expected dates of {Kind} ({Leg}, {Horizon}) do not hold as they should: of {Due} that came due in the last twenty working days {Share} % held, not about 80 %")]
    private static partial void LogOff(ILogger log, string kind, string leg, string horizon, int due, double share);
}
