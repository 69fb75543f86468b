using System.Collections.Frozen;
using Ausweisstatus.Domain;
using Ausweisstatus.Domain.Expectation;
using Ausweisstatus.Storage;
using Npgsql;

namespace Ausweisstatus.ExpectedDates;

/// <summary>Times as they were kept.</summary>
internal sealed class ReadExpectedTimes(NpgsqlDataSource database)
{
    /// <summary>With how old ones today's are compared.</summary>
    public const int DaysBefore = 7;

    private const string Table = $"{StorageSetup.Schema}.expected_times";

    private const string Latest = $"select day, made_at from {Table} where scope = '{Scopes.Anywhere}' order by day desc, made_at desc limit 1";

    private const string OfDay = $"select distinct on (scope) scope, times from {Table} where day <= $1 order by scope, day desc, made_at desc";

    // All lines of a document since some time, and the last before it.
    private const string Since = $"""
        select scope, day, made_at, times from {Table} line
        where (scope = any($1) or starts_with(scope, $2))
            and day >= coalesce((select max(day) from {Table} earlier where earlier.scope = line.scope and earlier.day <= $3), '-infinity')
        order by day, made_at
        """;

    /// <summary>The day of the latest, and when they were made; null where there are none yet.</summary>
    public async Task<(DateOnly Day, DateTimeOffset MadeAt)?> LatestAsync(CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Latest);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? (reader.GetFieldValue<DateOnly>(0), reader.GetFieldValue<DateTimeOffset>(1)) : null;
    }

    public async Task<ExpectedTables> OfDayAsync(DateOnly day, CancellationToken cancellation)
    {
        var before = await ReadAsync(day.AddDays(-DaysBefore), cancellation);
        return new((await ReadAsync(day, cancellation))!, before);
    }

    /// <summary>As they were kept of the last Mondays before a day, oldest first; without those of which there were none yet.</summary>
    public async Task<IReadOnlyList<ExpectedTimes>> OfMondaysAsync(DateOnly before, int weeks, CancellationToken cancellation)
    {
        var last = WorkingDays.MondayOf(before.AddDays(-1));
        List<ExpectedTimes> mondays = [];
        for (var ago = weeks - 1; ago >= 0; ago--)
        {
            if (await ReadAsync(last.AddDays(-7 * ago), cancellation) is { } times)
            {
                mondays.Add(times);
            }
        }

        return mondays;
    }

    /// <summary>All that the dates of a document followed from.</summary>
    /// <param name="authority">Its authority.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="since">When it is first asked for.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<KeptTimes> OfDocumentAsync(AuthorityId authority, DocumentKind? kind, DateTimeOffset since, CancellationToken cancellation)
    {
        string[] scopes = [Scopes.Kind($"{kind}"), Scopes.Anywhere, Scopes.Place(authority.ToString(), null)];
        await using var command = database.CreateCommand(
            Since, scopes, Scopes.Place(authority.ToString(), null) + "/", since.DayInBerlin().AddDays(-DaysBefore - 1));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        List<KeptTimes.Line> lines = [];
        while (await reader.ReadAsync(cancellation))
        {
            lines.Add(new(reader.GetString(0), reader.GetFieldValue<DateOnly>(1), reader.GetFieldValue<DateTimeOffset>(2), reader.GetString(3)));
        }

        return new(lines);
    }

    private async Task<ExpectedTimes?> ReadAsync(DateOnly day, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(OfDay, day);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        List<(string, string)> lines = [];
        while (await reader.ReadAsync(cancellation))
        {
            lines.Add((reader.GetString(0), reader.GetString(1)));
        }

        return lines.Count == 0 ? null : KeptTimes.Of(day, lines);
    }
}

/// <summary>Times of one document's kind and places over a while.</summary>
internal sealed class KeptTimes(IReadOnlyList<KeptTimes.Line> lines)
{
    /// <summary>What was shown at a time; null before there was anything.</summary>
    public ExpectedTables? At(DateTimeOffset time)
    {
        var made = lines.Where(line => line.MadeAt <= time).ToList();
        if (made.FindLast(line => line.Scope == Scopes.Anywhere) is not { } last)
        {
            return null;
        }

        return new(UpTo(made, last.Day)!, UpTo(made, last.Day.AddDays(-ReadExpectedTimes.DaysBefore)));
    }

    public static ExpectedTimes Of(DateOnly day, IEnumerable<(string Scope, string Times)> lines)
    {
        var (kinds, places) = (new Dictionary<string, KindTimes>(), new Dictionary<string, PlaceTimes>());
        foreach (var (scope, times) in lines)
        {
            if (Scopes.KindOf(scope) is { } kind)
            {
                kinds[kind] = TimesJson.ReadKind(times);
            }
            else
            {
                places[scope] = TimesJson.ReadPlace(times);
            }
        }

        return new(day, kinds.ToFrozenDictionary(StringComparer.Ordinal), places.ToFrozenDictionary(StringComparer.Ordinal));
    }

    private static ExpectedTimes? UpTo(List<Line> made, DateOnly day)
    {
        var latest = made.Where(line => line.Day <= day).GroupBy(line => line.Scope).Select(scope => (scope.Key, scope.Last().Times)).ToList();
        return latest.Count == 0 ? null : Of(day, latest);
    }

    internal sealed record Line(string Scope, DateOnly Day, DateTimeOffset MadeAt, string Times);
}
