using Ausweisstatus.Domain;
using Ausweisstatus.EventLog.Rebuild;
using Npgsql;

namespace Ausweisstatus.Rebuilds;

/// <summary>A rebuild as a row of its table.</summary>
internal static class RebuildRow
{
    public const string Columns = """
        id, projection, tenant_id, documents_named, is_preview, started_by, started_at, state, failure, ended_at, after_tenant_id, after_document,
        facts_in_all, facts, documents, differing, examples, examples_what,
        (facts - began_with) / nullif(extract(epoch from heartbeat - began_at), 0)::double precision
        """;

    public static async Task<RebuildJob?> FirstAsync(NpgsqlCommand command, CancellationToken cancellation) =>
        await ReadAsync(command, cancellation) is [var job] ? job : null;

    public static async Task<List<RebuildJob>> ReadAsync(NpgsqlCommand command, CancellationToken cancellation)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        List<RebuildJob> jobs = [];
        while (await reader.ReadAsync(cancellation))
        {
            jobs.Add(new RebuildJob(
                reader.GetGuid(0),
                new RebuildWish(
                    Word<RebuildProjection>(reader.GetString(1)),
                    new RebuildScope(reader.TextAt(2), reader.IsDBNull(3) ? null : reader.GetFieldValue<Guid[]>(3)),
                    reader.GetBoolean(4)),
                reader.GetString(5), reader.GetFieldValue<DateTimeOffset>(6), Word<RebuildState>(reader.GetString(7)), reader.TextAt(8), reader.TimeAt(9),
                reader.IsDBNull(11) ? null : new RebuildPlace(reader.GetString(10), reader.GetGuid(11)),
                reader.GetInt64(12),
                new RebuildProgress(reader.GetInt64(14), reader.GetInt64(13), reader.GetInt64(15)),
                [.. reader.GetFieldValue<Guid[]>(16).Zip(reader.GetFieldValue<string[]>(17), (document, what) => new Difference(document, what))],
                reader.IsDBNull(18) ? null : reader.GetDouble(18)));
        }

        return jobs;
    }

    private static T Word<T>(string word) where T : struct, Enum => KebabCase.Find<T>(word) ?? throw new InvalidOperationException($"There is no {typeof(T).Name} of this name.");
}
