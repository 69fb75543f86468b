using Ausweisstatus.Domain;
using Ausweisstatus.Storage;
using Npgsql;

namespace Ausweisstatus.Statistics;

/// <summary>Documents of an authority that entered a stage on the same day, of which most went on and some did not.</summary>
/// <param name="Authority">Whose.</param>
/// <param name="Stage">In which some are still.</param>
/// <param name="Day">On which they entered it, by the calendar of Berlin.</param>
/// <param name="Stuck">How many are still in it.</param>
/// <param name="Moved">How many went on.</param>
/// <param name="LastMovedAt">When the last of those did.</param>
/// <param name="UsualHours">Within which nine of ten of those went on.</param>
/// <param name="Documents">Some that are still in it, those that wait longest first.</param>
internal sealed record StalledBatch(
    string Authority, string Stage, DateOnly Day, int Stuck, int Moved, DateTimeOffset LastMovedAt, double UsualHours, IReadOnlyList<StalledDocument> Documents);

/// <summary>A document that stayed behind.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Order">The authority's number of the order; null for who may not open it.</param>
internal sealed record StalledDocument(Guid Id, string? Order);

/// <summary>
/// Batches that stalled. No fact says which documents travel together; those that entered a stage at one authority on one day are taken for a
/// batch. Stages that end when their holder comes are none of ours.
/// </summary>
internal sealed class StalledBatches(NpgsqlDataSource database)
{
    private const int Most = 200;

    private const string Read = $"""
        with stuck as materialized (
            select tenant_id, stage, (entered_at at time zone 'Europe/Berlin')::date as day, count(*)::integer as stuck,
                (array_agg(document order by entered_at, document))[1:5] as documents
            from {StorageSetup.Schema}.stage_times
            where is_open and ($1 or tenant_id = any($2)) and stage = any($3)
                and entered_at > now() - interval '60 days' and entered_at < now() - interval '2 days'
            group by 1, 2, 3
        )
        select stuck.tenant_id, stuck.stage, stuck.day, stuck.stuck, moved.moved, moved.last_at, moved.usual_hours, stuck.documents
        from stuck cross join lateral (
            select count(*)::integer as moved, max(left_at) as last_at, percentile_cont(0.9) within group (order by hours) as usual_hours
            from {StorageSetup.Schema}.stage_times line
            where not line.is_open and line.left_at is not null and line.tenant_id = stuck.tenant_id and line.stage = stuck.stage
                and line.entered_at >= stuck.day::timestamp at time zone 'Europe/Berlin'
                and line.entered_at < (stuck.day + 1)::timestamp at time zone 'Europe/Berlin'
        ) as moved
        where moved.moved >= 5 and moved.moved >= stuck.stuck
            and now() > (stuck.day + 1)::timestamp at time zone 'Europe/Berlin' + 2 * moved.usual_hours * interval '1 hour'
        order by stuck.stuck desc, stuck.day, stuck.tenant_id, stuck.stage limit $4
        """;

    private static readonly string[] Ours =
    [
        .. new[] { Stage.Received, Stage.Ordered, Stage.InProduction, Stage.Produced, Stage.BeingRemade, Stage.Shipped, Stage.InDelivery, Stage.AtOffice }.Select(stage => KebabCase.Of(stage)),
    ];

    /// <param name="authorities">Of these authorities; null for all.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>Those with the most stuck documents first.</returns>
    public async Task<List<StalledBatch>> ReadAsync(string[]? authorities, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Read, authorities is null, authorities ?? [], Ours, Most);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        List<StalledBatch> batches = [];
        while (await reader.ReadAsync(cancellation))
        {
            batches.Add(new(
                reader.GetString(0), reader.GetString(1), reader.GetFieldValue<DateOnly>(2), reader.GetInt32(3), reader.GetInt32(4),
                reader.GetFieldValue<DateTimeOffset>(5), Math.Round(reader.GetDouble(6), 1),
                Array.ConvertAll(reader.GetFieldValue<Guid[]>(7), id => new StalledDocument(id, null))));
        }

        return batches;
    }
}
