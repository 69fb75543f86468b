using System.Text.Json;
using Ausweisstatus.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Ausweisstatus.EventLog.Rebuild;

/// <summary>
/// Writes those of some rebuilt documents that are stored differently, or only finds them. Nothing is locked before: a document that holds a
/// later fact than was rebuilt is left alone, whoever wrote it last. Those few are rebuilt again while nobody can add to them. So neither
/// intake nor rebuild overwrites the other with something older.
/// </summary>
internal static class RepairDocuments
{
    // That of PendingDocuments, whatever the collation of the database: who locks in another order than intake waits for it in a circle.
    private const string InOrder = "order by tenant_id collate \"C\", id";

    private const string Columns = $"tenant_id, id, mt_version, data, lookup, {StatusParameters.Columns}";

    // How what differs is called, beside the columns whose names are good enough.
    private static readonly Dictionary<string, string> Names = new() { ["data"] = "facts", ["mt_version"] = "version", ["lookup"] = "code" };

    private static readonly string[] Compared = ["data", "mt_version", "lookup", .. StatusParameters.Columns.Split(", "), "anomalies"];

    private static readonly string What = string.Join(
        ", ", Compared.Select(column => $"case when stored.{column} is distinct from rebuilt.{column} then '{NameOf(column)}' end"));

    // The database compares what the JSON says, not how it is written.
    private static readonly string Different = $"""
        with rebuilt as (
            select {Columns}, string_to_array(anomaly_words, '{StatusParameters.AnomalySeparator}')::varchar[] as anomalies
            from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) as rebuilt ({Columns}, anomaly_words)
        ), different as materialized (
            select rebuilt.*, stored.mt_version as stored_version,
                case when stored.id is null then 'document' else array_to_string(array[{What}], ',') end as what
            from rebuilt left join {StorageSetup.Schema}.mt_doc_document stored using (tenant_id, id)
            where stored.id is null or row({Of("stored")}) is distinct from row({Of("rebuilt")})
        )
        """;

    private const string Result = $"""
        , moved as (
            select tenant_id, id from different except select tenant_id, id from repaired
        ), example as (
            select id, what from different join repaired using (tenant_id, id) {InOrder} limit 20
        )
        select (select count(*) from repaired), array(select tenant_id from moved), array(select id from moved),
            array(select id from example), array(select what from example)
        """;

    // Where another transaction is writing the same row it is waited for, and what it wrote is what the version is compared with.
    private static readonly string Repair = $"""
        {Different}, repaired as (
            insert into {StorageSetup.Schema}.mt_doc_document as stored ({Columns}, anomalies)
            select {Columns}, anomalies from different {InOrder}
            on conflict (tenant_id, id) do update
            set ({Columns}, anomalies) = row({string.Join(", ", $"{Columns}, anomalies".Split(", ").Select(column => $"excluded.{column}"))}), mt_last_modified = transaction_timestamp()
            where $16 or stored.mt_version <= excluded.mt_version
            returning tenant_id, id
        ) {Result}
        """;

    private static readonly string Preview = $"""
        {Different}, repaired as (
            select tenant_id, id from different where $16 or stored_version is null or stored_version <= mt_version
        ) {Result}
        """;

    private const string Locks = $"""
        select from {StorageSetup.Schema}.mt_streams stream
        join unnest($1, $2) as moved (tenant_id, id) using (tenant_id, id)
        {InOrder} for update of stream
        """;

    /// <returns>How many differed, and some of them.</returns>
    public static async Task<(long Count, IReadOnlyList<Difference> Examples)> ExecuteAsync(
        NpgsqlConnection connection, IReadOnlyList<RebuiltDocument> rebuilt, RebuildOrder order, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var (count, examples, moved) = await WriteAsync(connection, rebuilt, areLatest: false, order.IsPreview, cancellation);
        await JobCount.AddAsync(connection, order, count, examples, cancellation);
        await transaction.CommitAsync(cancellation);
        if (moved.Count == 0)
        {
            return (count, examples);
        }

        await using var locking = await connection.BeginTransactionAsync(cancellation);
        await LockAsync(connection, moved, cancellation);
        var again = await ReadFacts.OfSomeAsync(connection, moved, cancellation);
        var (further, others, _) = await WriteAsync(connection, again, areLatest: true, order.IsPreview, cancellation);
        await JobCount.AddAsync(connection, order, further, others, cancellation);
        await locking.CommitAsync(cancellation);
        return (count + further, [.. examples, .. others]);
    }

    /// <summary>Nobody adds a fact to these until the transaction ends.</summary>
    public static async Task LockAsync(NpgsqlConnection connection, IReadOnlyList<(string Authority, Guid Document)> some, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Locks, connection) { Parameters = { Authorities(some), Documents(some) } };
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <param name="connection">In a transaction.</param>
    /// <param name="rebuilt">What shall be stored.</param>
    /// <param name="areLatest">Nobody can have added a fact; a stored version that is higher is part of the damage.</param>
    /// <param name="isPreview">Only to find what differs.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task<(long Count, IReadOnlyList<Difference> Examples, IReadOnlyList<(string Authority, Guid Document)> Moved)> WriteAsync(
        NpgsqlConnection connection, IReadOnlyList<RebuiltDocument> rebuilt, bool areLatest, bool isPreview, CancellationToken cancellation)
    {
        (string, Guid)[] keys = [.. rebuilt.Select(one => (one.Authority, one.Id))];
        await using var command = new NpgsqlCommand(isPreview ? Preview : Repair, connection)
        {
            Parameters =
            {
                Authorities(keys),
                Documents(keys),
                new() { Value = rebuilt.Select(one => one.Version).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint },
                new() { Value = rebuilt.Select(one => one.Data).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb },
                new() { Value = rebuilt.Select(one => one.Document.Lookup).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar },
            },
        };
        command.Parameters.AddRange(StatusParameters.Of([.. rebuilt.Select(one => one.Document.Columns)]));
        command.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = areLatest });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return (
            reader.GetInt64(0),
            [.. reader.GetFieldValue<Guid[]>(3).Zip(reader.GetFieldValue<string[]>(4), (document, what) => new Difference(document, what))],
            [.. reader.GetFieldValue<string[]>(1).Zip(reader.GetFieldValue<Guid[]>(2))]);
    }

    private static string Of(string row) => string.Join(", ", Compared.Select(column => $"{row}.{column}"));

    // As the member of an answer.
    private static string NameOf(string column) =>
        Names.TryGetValue(column, out var name) ? name
            : JsonNamingPolicy.CamelCase.ConvertName(string.Concat(column.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..])));

    private static NpgsqlParameter Authorities(IEnumerable<(string Authority, Guid)> of) =>
        new() { Value = of.Select(one => one.Authority).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar };

    private static NpgsqlParameter Documents(IEnumerable<(string, Guid Document)> of) =>
        new() { Value = of.Select(one => one.Document).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid };
}
