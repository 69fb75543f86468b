using Ausweisstatus.Domain;
using Ausweisstatus.Domain.Expectation;
using Ausweisstatus.Storage;
using Npgsql;

namespace Ausweisstatus.ExpectedDates;

/// <summary>
/// Works out each night how long kinds and places take. One node at a time, by a lock that goes with its connection; who comes second finds it done.
/// </summary>
internal sealed class MakeExpectedTimes(NpgsqlDataSource database, TimeProvider clock, ILogger<MakeExpectedTimes> log) : HourlyJob(clock, log)
{
    // Print shops tell at night what they did by day.
    private static readonly TimeOnly Earliest = new(3, 30);

    private const string Table = $"{StorageSetup.Schema}.expected_times";

    private const string Lock = "select pg_try_advisory_xact_lock(hashtextextended('expected times', 22))";

    private const string IsMade = $"select exists (select from {Table} where scope = '{Scopes.Anywhere}' and day = $1)";

    private const string Lines = $"select scope, times from {Table} where starts_with(scope, '{Scopes.Kinds}') and day >= $1";

    // Of places most are as they were.
    private const string Write = $"""
        insert into {Table} (scope, day, times)
        select scope, $1, times::jsonb from unnest($2, $3) as made (scope, times)
        where scope = '{Scopes.Anywhere}' or times::jsonb is distinct from (
            select kept.times from {Table} kept where kept.scope = made.scope order by day desc limit 1)
        on conflict do nothing
        """;

    protected override string What => "Working out expected dates";

    public override async Task DoAsync(CancellationToken cancellation)
    {
        var now = Clock.GetUtcNow();
        if (now.TimeInBerlin() >= Earliest)
        {
            await MakeAsync(now.DayInBerlin(), cancellation);
        }
    }

    /// <returns>How many lines were written; 0 where it was done already, or is being done.</returns>
    internal async Task<int> MakeAsync(DateOnly today, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        if (await AskAsync(connection, Lock, cancellation) is not true || await AskAsync(connection, IsMade, cancellation, today) is not false)
        {
            return 0;
        }

        var day = ExpectedTimes.LastComplete(today);
        var kept = await KeptLinesAsync(connection, day, cancellation);
        var observations = await ReadSpans.ReadAsync(connection, day, cancellation);
        (string Scope, string Times)[] made =
        [
            .. observations.Kinds.Select(kind => (Scopes.Kind(kind), TimesJson.Write(observations.Times(kind, kept.GetValueOrDefault(kind) ?? [])))),
            .. observations.Places.Times().Select(place => (Scopes.Place(place.Authority, place.Place), TimesJson.Write(place.Times))),
        ];
        await using var write = new NpgsqlCommand(Write, connection)
        {
            Parameters = { new() { Value = today }, new() { Value = Array.ConvertAll(made, one => one.Scope) }, new() { Value = Array.ConvertAll(made, one => one.Times) } },
        };
        var written = await write.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return written;
    }

    private static async Task<object?> AskAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddRange(Array.ConvertAll(values, value => new NpgsqlParameter { Value = value }));
        return await command.ExecuteScalarAsync(cancellation);
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
}
