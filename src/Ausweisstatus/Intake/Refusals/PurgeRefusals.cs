using System.ComponentModel.DataAnnotations;
using Ausweisstatus.EventLog;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Ausweisstatus.Intake.Refusals;

/// <summary>Configuration section <c>Refusals</c>.</summary>
internal sealed class RefusalSettings
{
    public const string Section = "Refusals";

    /// <summary>How long a refused fact is kept after it was sent for the last time.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "365.00:00:00")]
    public TimeSpan KeepFor { get; set; } = TimeSpan.FromDays(30);
}

/// <summary>Removes old refusals, and marks those as done whose senders told the fact since; at the start and then every hour.</summary>
internal sealed class PurgeRefusals(NpgsqlDataSource database, IOptions<RefusalSettings> settings, TimeProvider clock, ILogger<PurgeRefusals> log)
    : HourlyJob(clock, log)
{
    // As long as hours of senders are kept, with which they are compared.
    private const string Purge = $"""
        with old as (delete from {WriteRefusals.ByDay} where day < current_date - 91)
        delete from {WriteRefusals.Table} where last_at < now() - $1
        """;

    // Where the problem is that another fact is recorded under its id, it says nothing that one is.
    private static readonly string Settle = $"""
        update {WriteRefusals.Table} refused set done_at = now(), content = null
        where done_at is null and problem <> '{IntakeProblems.EventIdReused.Slug}' and {RecordedFacts.Since("refused.fact", "refused.client", "refused.first_at")}
        """;

    protected override string What => "Removing old refusals";

    public override async Task DoAsync(CancellationToken cancellation)
    {
        await using var purge = database.CreateCommand(Purge, settings.Value.KeepFor);
        await purge.ExecuteNonQueryAsync(cancellation);
        await using var settle = database.CreateCommand(Settle);
        await settle.ExecuteNonQueryAsync(cancellation);
    }
}
