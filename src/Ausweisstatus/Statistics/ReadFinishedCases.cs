using Ausweisstatus.Domain;
using Ausweisstatus.Storage;
using Npgsql;

namespace Ausweisstatus.Statistics;

/// <summary>How long documents took from their order until they could be collected for the first time, and which still wait for that.</summary>
internal static class ReadFinishedCases
{
    private const string Table = $"{StorageSetup.Schema}.stage_times";

    // Once a week over the whole table: an index for it would cost each fact more.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private static readonly string[] NotReady =
    [
        .. new[] { Stage.Ordered, Stage.ActionNeeded, Stage.InProduction, Stage.Produced, Stage.BeingRemade, Stage.Shipped, Stage.AtOffice }.Select(stage => KebabCase.Of(stage)),
    ];

    // Working days of stages that follow each other are those from the first to the last.
    private static readonly string Finished = $"""
        select ready.tenant_id, ready.kind, date_trunc('week', ready.entered_at at time zone 'Europe/Berlin')::date, took.working_days,
            count(*)::integer, (count(*) filter (where took.days <= {ProcessingTime.GoalDays}))::integer
        from {Table} ready
        cross join lateral ({Ordered("ready")}) as ordered
        cross join lateral (
            select coalesce(sum(line.working_days), 0)::integer as working_days, coalesce(bool_or(line.stage = ready.stage), false) as before,
                (ready.entered_at at time zone 'Europe/Berlin')::date - (ordered.entered_at at time zone 'Europe/Berlin')::date as days
            from {Table} line
            where line.tenant_id = ready.tenant_id and line.document = ready.document and line.line >= ordered.line and line.line < ready.line
        ) as took
        where ready.stage = '{KebabCase.Of(Stage.ReadyForPickup)}' and ready.kind is not null and not took.before
            and ready.entered_at >= $1 and ready.entered_at < $2
        group by 1, 2, 3, 4
        """;

    private static readonly string Open = $"""
        select stage.tenant_id, stage.kind, count(*)::integer,
            (count(*) filter (where ($2 at time zone 'Europe/Berlin')::date - (ordered.entered_at at time zone 'Europe/Berlin')::date > {ProcessingTime.GoalDays}))::integer
        from {Table} stage
        cross join lateral ({Ordered("stage")}) as ordered
        where stage.is_open and stage.stage = any($1) and stage.kind is not null and not exists (
            select from {Table} line
            where line.tenant_id = stage.tenant_id and line.document = stage.document and line.line < stage.line and line.stage = '{KebabCase.Of(Stage.ReadyForPickup)}')
        group by 1, 2
        """;

    /// <param name="connection">Where.</param>
    /// <param name="from">The day of the first that were ready.</param>
    /// <param name="until">The day after the last.</param>
    /// <param name="cancellation">Ends it.</param>
    public static Task<List<FinishedCases>> FinishedAsync(NpgsqlConnection connection, DateOnly from, DateOnly until, CancellationToken cancellation) => ReadAsync(
        connection, Finished, [MidnightOf(from), MidnightOf(until)],
        row => new FinishedCases(row.GetString(0), row.GetString(1), row.GetFieldValue<DateOnly>(2), row.GetInt32(3), row.GetInt32(4), row.GetInt32(5)), cancellation);

    public static Task<List<OpenCases>> OpenAsync(NpgsqlConnection connection, DateTimeOffset now, CancellationToken cancellation) => ReadAsync(
        connection, Open, [NotReady, now], row => new OpenCases(row.GetString(0), row.GetString(1), row.GetInt32(2), row.GetInt32(3)), cancellation);

    private static DateTimeOffset MidnightOf(DateOnly day) => BerlinTime.MomentInBerlin(day.ToDateTime(TimeOnly.MinValue));

    private static string Ordered(string of) => $"""
        select line.line, line.entered_at from {Table} line
        where line.tenant_id = {of}.tenant_id and line.document = {of}.document and line.line <= {of}.line and line.stage = '{KebabCase.Of(Stage.Ordered)}'
        order by line.line limit 1
        """;

    private static async Task<List<T>> ReadAsync<T>(NpgsqlConnection connection, string sql, object[] values, Func<NpgsqlDataReader, T> row, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = (int)Patience.TotalSeconds };
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }

        await using var reader = await command.ExecuteReaderAsync(cancellation);
        List<T> rows = [];
        while (await reader.ReadAsync(cancellation))
        {
            rows.Add(row(reader));
        }

        return rows;
    }
}
