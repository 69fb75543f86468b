using System.Text.Json;
using Ausweisstatus.Domain;
using Ausweisstatus.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Ausweisstatus.Intake.Refusals;

/// <summary>
/// Writes the refusals of a commit, however many, in two statements. The first counts them, and so locks the days of their clients until the
/// end of the transaction; the second keeps as many as there is room for.
/// </summary>
internal static class WriteRefusals
{
    public const string Table = $"{StorageSetup.Schema}.refused_facts";
    public const string ByDay = $"{StorageSetup.Schema}.refusals_by_day";

    /// <summary>So many refused facts of a client are kept a day; beyond that they are counted. What is kept already is renewed in any case.</summary>
    public const int MostADay = 10_000;

    private const string Count = $"""
        insert into {ByDay} as stored (client, day, refused, kept, unkept)
        select client, day, sum(times), 0, 0 from unnest($1, $2, $3) as refused (client, day, times) group by 1, 2 order by 1, 2
        on conflict (client, day) do update set refused = stored.refused + excluded.refused
        """;

    // What staff sent again and was refused for another reason is the same refusal still, unless somebody else got it through meanwhile.
    private const string Keep = $"""
        with refused as materialized (
            select refused.*, stored.id is null as is_new
            from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) as refused (id, client, day, problem, tenant_id, fact, at, times, told, content)
            left join {Table} stored on stored.id = refused.id
        ), kept as materialized (
            select numbered.*
            from (select refused.*, row_number() over (partition by client, day, is_new order by at, id) as number from refused) as numbered
            join {ByDay} today on today.client = numbered.client and today.day = numbered.day
            where not is_new or today.kept + number <= $11
        ), written as (
            insert into {Table} as stored (id, client, problem, tenant_id, fact, first_at, last_at, times, told, content)
            select id, client, problem, tenant_id, fact, at, at, times, told, content from kept order by id
            on conflict (id) do update
            set problem = excluded.problem, tenant_id = excluded.tenant_id, times = stored.times + excluded.times, told = excluded.told,
                content = excluded.content, done_at = null, last_at = case when excluded.times > 0 then excluded.last_at else stored.last_at end
            where excluded.times > 0 or stored.done_at is null
        )
        update {ByDay} today set kept = today.kept + new.kept, unkept = today.unkept + new.refused - new.kept
        from (
            select client, day, count(*)::integer as refused, (count(*) filter (where exists (select from kept where kept.id = refused.id)))::integer as kept
            from refused where is_new group by 1, 2
        ) as new
        where today.client = new.client and today.day = new.day
        """;

    public static async Task ExecuteAsync(NpgsqlTransaction transaction, IReadOnlyList<RefusedFact> refusals)
    {
        // Of the same fact twice in a commit the last counts.
        RefusedFact[] all = [.. refusals.GroupBy(one => one.Id).Select(same => same.Last() with { Times = same.Sum(one => one.Times) })];
        var days = Array.ConvertAll(all, one => one.At.DayInBerlin());
        await using var batch = new NpgsqlBatch(transaction.Connection, transaction);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Count)
        {
            Parameters = { Column(NpgsqlDbType.Varchar, one => one.Client), Days(), Column(NpgsqlDbType.Integer, one => one.Times) },
        });
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Keep)
        {
            Parameters =
            {
                Column(NpgsqlDbType.Uuid, one => one.Id),
                Column(NpgsqlDbType.Varchar, one => one.Client),
                Days(),
                Column(NpgsqlDbType.Varchar, one => one.Problem),
                Column(NpgsqlDbType.Varchar, one => one.Authority),
                Column(NpgsqlDbType.Uuid, one => one.Fact),
                Column(NpgsqlDbType.TimestampTz, one => one.At),
                Column(NpgsqlDbType.Integer, one => one.Times),
                Column(NpgsqlDbType.Jsonb, one => JsonSerializer.Serialize(one.Told, FactJson.Options)),
                Column(NpgsqlDbType.Bytea, one => one.Content),
                new NpgsqlParameter<int> { TypedValue = MostADay },
            },
        });
        await batch.ExecuteNonQueryAsync();

        NpgsqlParameter Column<T>(NpgsqlDbType type, Converter<RefusedFact, T> of) =>
            new() { Value = Array.ConvertAll(all, of), NpgsqlDbType = NpgsqlDbType.Array | type };

        NpgsqlParameter Days() => new() { Value = days, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Date };
    }
}
