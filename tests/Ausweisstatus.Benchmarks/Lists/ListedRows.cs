using Npgsql;

namespace Ausweisstatus.Benchmarks.Lists;

/// <summary>Documents of one authority in all stages, most of them handed over, as after some years.</summary>
internal static class ListedRows
{
    public const string Authority = "berlin-mitte";
    public const string Location = "office-3";

    // Some 900 bytes of facts each. Half are over; one in a hundred has an anomaly, one in twenty of the others is late.
    private const string Write = $$"""
        insert into ausweisstatus.mt_doc_document
            (tenant_id, id, data, mt_version, lookup, stage, since, kind, delivery, location, last_heard, held_until, overdue_from, anomalies, run)
        select '{{Authority}}', md5(n::text)::uuid, jsonb_build_array('{{Authority}}', 'B-' || n, repeat(md5(n::text), 28)), 5, md5('lookup' || n),
            stage, since, 'identity-card', 'pickup', 'office-' || n % 11, since,
            case when stage = 'ready-for-pickup' and n % 3 = 0 then since::date + 90 end,
            case when stage not in ('handed-over', 'ready-for-pickup') then since::date + case when n % 20 = 1 then 1 else 400 end end,
            case when n % 100 = 7 then '{not-registered}'::varchar[] when n % 5000 = 3 then '{second-outcome}' else '{}' end, 1
        from (
            select n, now() - interval '1 minute' * (n * 7919 % 260000) as since,
                (array['handed-over', 'handed-over', 'handed-over', 'handed-over', 'handed-over', 'received', 'ordered', 'in-production', 'produced', 'shipped', 'at-office', 'ready-for-pickup'])[1 + n / 11 % 12] as stage
            from generate_series(1, $1) as n
        ) as made
        """;

    public static async Task WriteAsync(string connectionString, int documents, CancellationToken cancellation)
    {
        await using var database = NpgsqlDataSource.Create(connectionString);
        await using var write = database.CreateCommand(Write);
        write.CommandTimeout = 0;
        write.Parameters.Add(new() { Value = (long)documents });
        await write.ExecuteNonQueryAsync(cancellation);
        await using var analyze = database.CreateCommand("vacuum analyze ausweisstatus.mt_doc_document");
        analyze.CommandTimeout = 0;
        await analyze.ExecuteNonQueryAsync(cancellation);
    }
}
