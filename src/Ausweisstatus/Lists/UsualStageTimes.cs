using System.Collections.Concurrent;
using Ausweisstatus.Domain;
using Ausweisstatus.Storage;
using Npgsql;

namespace Ausweisstatus.Lists;

/// <summary>How long documents of a kind usually stay in a stage: nine of ten left it sooner.</summary>
internal sealed record UsualStageTime(string Stage, string Kind, TimeSpan Usual);

/// <summary>
/// How long each stage took at an authority during the last half year, as far as enough documents went through it. Read anew after an hour:
/// it changes slowly.
/// </summary>
internal sealed class UsualStageTimes(NpgsqlDataSource database, TimeProvider clock)
{
    private const int Enough = 20;

    // About six thousand documents. Ids are hashes, so the first ones are as good as any others drawn by chance, and reading all the documents
    // of a large authority would take seconds.
    private const int Sample = 50_000;

    private const string Read = $"""
        select stage, kind, percentile_cont(0.9) within group (order by hours)
        from (select * from {StorageSetup.Schema}.stage_times where tenant_id = $1 order by document, line limit $4) as sample
        where not is_open and hours is not null and kind is not null and left_at > $2
        group by stage, kind having count(*) >= $3
        """;

    private static readonly TimeSpan Kept = TimeSpan.FromHours(1);
    private static readonly TimeSpan LookedAt = TimeSpan.FromDays(180);

    private readonly ConcurrentDictionary<AuthorityId, (DateTimeOffset Until, Task<IReadOnlyList<UsualStageTime>> Times)> known = [];

    public Task<IReadOnlyList<UsualStageTime>> OfAsync(AuthorityId authority, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        return known.AddOrUpdate(authority, Begin, (_, earlier) => earlier.Until > now && !earlier.Times.IsFaulted ? earlier : Begin(authority))
            .Times.WaitAsync(cancellation);

        (DateTimeOffset, Task<IReadOnlyList<UsualStageTime>>) Begin(AuthorityId of) => (now + Kept, ReadAsync(of, now));
    }

    // For everybody who waits for it: nobody who goes away ends it.
    private async Task<IReadOnlyList<UsualStageTime>> ReadAsync(AuthorityId authority, DateTimeOffset now)
    {
        await using var command = database.CreateCommand(Read, authority.ToString(), now - LookedAt, Enough, Sample);
        await using var reader = await command.ExecuteReaderAsync();
        List<UsualStageTime> times = [];
        while (await reader.ReadAsync())
        {
            times.Add(new(reader.GetString(0), reader.GetString(1), TimeSpan.FromHours(reader.GetDouble(2))));
        }

        return times;
    }
}
