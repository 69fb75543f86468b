using Ausweisstatus.EventLog.Rebuild;
using Ausweisstatus.Storage;
using Npgsql;

namespace Ausweisstatus.Drills.Ground;

/// <summary>What has to be true of a database, whatever was done to it.</summary>
internal static class Recorded
{
    private const string Missing = $"select count(*) from unnest($1) as acknowledged (id) where id not in (select id from {StorageSetup.Schema}.mt_events)";

    private const string Twice = $"""
        select count(*) from (
            select from {StorageSetup.Schema}.mt_events group by headers ->> 'source', headers ->> 'id' having count(*) > 1) as twice
        """;

    private const string Uneven = $"""
        select count(*) from {StorageSetup.Schema}.mt_streams stream left join (
            select tenant_id, stream_id, count(*) as facts, min(version) as first, max(version) as last from {StorageSetup.Schema}.mt_events group by 1, 2) as events
            on events.tenant_id = stream.tenant_id and events.stream_id = stream.id
        where (version, version, 1) is distinct from (facts, last, first)
        """;

    /// <summary>Every acknowledged fact is there, none twice, every stream is whole, and the read model is the fold of the facts.</summary>
    public static async Task<string> CheckAsync(DrillInstallation installation, IReadOnlyCollection<Guid> acknowledged, CancellationToken cancellation)
    {
        // Connections of before may have been killed.
        await using var database = NpgsqlDataSource.Create(installation.Owner);
        await NoneAsync(database, Missing, "facts were acknowledged and are not there", cancellation, acknowledged.ToArray());
        await NoneAsync(database, Twice, "facts are there twice", cancellation);
        await NoneAsync(database, Uneven, "streams have gaps or another version than their last fact", cancellation);
        var rebuilt = await new RebuildDocuments(database).ExecuteAsync(RebuildOrder.Everything, _ => { }, cancellation);
        return rebuilt.Differing == 0
            ? $"{acknowledged.Count:N0} facts were acknowledged, all of them are there once, and {rebuilt.Documents:N0} documents are the fold of {rebuilt.Facts:N0} facts."
            : throw new DrillFailedException($"{rebuilt.Differing} documents differed from the fold of their facts.");
    }

    private static async Task NoneAsync(NpgsqlDataSource database, string sql, string what, CancellationToken cancellation, params Guid[][] ids)
    {
        await using var command = database.CreateCommand(sql);
        command.CommandTimeout = 0;
        foreach (var parameter in ids)
        {
            command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = parameter });
        }

        if ((long)(await command.ExecuteScalarAsync(cancellation))! is > 0 and var count)
        {
            throw new DrillFailedException($"{count} {what}.");
        }
    }
}
