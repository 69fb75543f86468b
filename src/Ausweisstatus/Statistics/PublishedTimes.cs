using System.Collections.Frozen;
using Ausweisstatus.Domain;
using Npgsql;

namespace Ausweisstatus.Statistics;

/// <summary>
/// What is published about processing times, of half a year, in memory: however many ask, the database is asked once a minute at most.
/// </summary>
internal sealed class PublishedTimes(NpgsqlDataSource database, TimeProvider clock) : IDisposable
{
    public const int WeeksShown = 26;

    private const string Read = $"""
        select tenant_id, kind, since, week, cases, median, eighty_percent, in_time, open, open_longer from {PublishProcessingTimes.Table}
        where week > (select max(week) from {PublishProcessingTimes.Weeks}) - $1 order by tenant_id, kind, week
        """;

    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim oneReader = new(1, 1);
    private volatile Known? known;

    /// <summary>The figures of an authority, or of all together for null; by kind, oldest first. None where there are none.</summary>
    public async ValueTask<IReadOnlyList<ProcessingTime>> OfAsync(string? authority, CancellationToken cancellation) =>
        (await KnownAsync(cancellation)).ByAuthority.GetValueOrDefault(authority ?? "", []);

    /// <summary>The authorities that there are figures of.</summary>
    public async ValueTask<IReadOnlyList<string>> AuthoritiesAsync(CancellationToken cancellation) => (await KnownAsync(cancellation)).Authorities;

    public void Dispose() => oneReader.Dispose();

    private async ValueTask<Known> KnownAsync(CancellationToken cancellation)
    {
        if (known is { } fresh && clock.GetElapsedTime(fresh.At) < Fresh)
        {
            return fresh;
        }

        await oneReader.WaitAsync(cancellation);
        try
        {
            return known is { } read && clock.GetElapsedTime(read.At) < Fresh ? read : known = await ReadAsync(cancellation);
        }
        finally
        {
            oneReader.Release();
        }
    }

    private async Task<Known> ReadAsync(CancellationToken cancellation)
    {
        var at = clock.GetTimestamp();
        await using var command = database.CreateCommand(Read, 7 * WeeksShown);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        List<ProcessingTime> times = [];
        while (await reader.ReadAsync(cancellation))
        {
            times.Add(new(
                reader.GetString(0) is { Length: > 0 } authority ? authority : null, reader.GetString(1), reader.GetFieldValue<DateOnly>(2), reader.GetFieldValue<DateOnly>(3),
                reader.GetInt32(4), reader.GetInt32(5), reader.GetInt32(6), reader.GetInt32(7), NumberAt(8), NumberAt(9)));
        }

        return new Known(
            times.GroupBy(time => time.Authority ?? "").ToFrozenDictionary(of => of.Key, of => of.ToArray(), StringComparer.Ordinal),
            [.. times.Select(time => time.Authority).OfType<string>().Distinct()], at);

        int? NumberAt(int column) => reader.IsDBNull(column) ? null : reader.GetInt32(column);
    }

    private sealed record Known(FrozenDictionary<string, ProcessingTime[]> ByAuthority, string[] Authorities, long At);
}
