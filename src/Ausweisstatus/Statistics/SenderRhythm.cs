using Ausweisstatus.EventLog.ReadModels;
using Ausweisstatus.Storage;
using Npgsql;

namespace Ausweisstatus.Statistics;

/// <summary>
/// When each client told each type of fact, by the time of recording: what its usual rhythm is, and since when it is quiet against it, are
/// views of this. One statement moves the versions on and counts the facts between the old ones and the new ones, so none counts twice.
/// </summary>
internal sealed class SenderRhythm(NpgsqlDataSource database) : IReadModel
{
    private const string Follow = $"""
        with moved as (
            insert into {StorageSetup.Schema}.followed_streams as seen (read_model, tenant_id, document, version, before)
            select $4, tenant_id, document, version, 0 from unnest($1, $2, $3) as stream (tenant_id, document, version) {StreamParameters.InOrder}
            on conflict (read_model, tenant_id, document) do update set before = seen.version, version = excluded.version
            where seen.version < excluded.version
            returning tenant_id, document, before, version
        ), told as materialized (
            {HeardFacts.OfMoved}
        ), hours as (
            insert into {StorageSetup.Schema}.sender_hours as stored (client, fact_type, hour, facts)
            select client, fact_type, date_trunc('hour', heard), count(*) from told group by 1, 2, 3 order by 1, 2, 3
            on conflict (client, fact_type, hour) do update set facts = stored.facts + excluded.facts
        ), sender as (
            insert into {StorageSetup.Schema}.senders as stored (client, fact_type, first_heard, last_heard)
            select client, fact_type, min(heard), max(heard) from told group by 1, 2 order by 1, 2
            on conflict (client, fact_type) do update
            set first_heard = least(stored.first_heard, excluded.first_heard), last_heard = greatest(stored.last_heard, excluded.last_heard)
        )
        select count(*)::integer from moved
        """;

    // Of a sender that fell silent it keeps what its rhythm was.
    private const string Forget = $"""
        delete from {StorageSetup.Schema}.sender_hours heard using {StorageSetup.Schema}.senders sender
        where sender.client = heard.client and sender.fact_type = heard.fact_type and heard.hour < sender.last_heard - interval '13 weeks'
        """;

    public const string ModelName = "sender-rhythm";

    public string Name => ModelName;

    public async Task<int> FollowAsync(IReadOnlyList<StreamVersion> streams, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var command = new NpgsqlCommand(Follow, connection);
        command.Parameters.AddRange(StreamParameters.Of(streams));
        command.Parameters.Add(new() { Value = ModelName });
        await command.PrepareAsync(cancellation);
        return (int)(await command.ExecuteScalarAsync(cancellation))!;
    }

    /// <summary>Hours that no rhythm is seen in any more are given up.</summary>
    public async Task ForgetAsync(CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Forget);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
