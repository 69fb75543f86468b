using System.Text.Json.Serialization;
using Ausweisstatus.Domain;
using Ausweisstatus.Storage;
using Npgsql;

namespace Ausweisstatus.EventLog;

/// <summary>Which documents of an authority are listed; all that is named has to hold.</summary>
/// <param name="Authority">Whose documents.</param>
/// <param name="Stages">In one of these stages.</param>
/// <param name="Location">At this location, or on the way to it.</param>
/// <param name="Anomaly">With this anomaly.</param>
/// <param name="OverdueOn">Overdue on this day.</param>
/// <param name="CollectBy">To be collected until this day at the latest.</param>
/// <param name="HasAnomaly">With an anomaly, whichever it is.</param>
/// <param name="Stuck">In its stage since before the moment that is named here for it; null where that does not matter.</param>
/// <param name="CorrectedSince">Of which a fact was taken back since then.</param>
internal sealed record DocumentFilter(
    AuthorityId Authority, IReadOnlyList<Stage> Stages, LocationId? Location, Anomaly? Anomaly, DateOnly? OverdueOn, DateOnly? CollectBy,
    bool HasAnomaly = false, IReadOnlyList<StuckSince>? Stuck = null, DateTimeOffset? CorrectedSince = null)
{
    public ListOrder Order => CorrectedSince is not null ? ListOrder.Corrected : OverdueOn is not null ? ListOrder.OverdueFrom : ListOrder.Since;
}

/// <summary>Which documents of a kind have been in a stage for too long: those that entered it before a moment.</summary>
internal sealed record StuckSince(string Stage, string Kind, DateTimeOffset Before);

/// <summary>In which order documents are listed.</summary>
internal enum ListOrder
{
    /// <summary>Those that have been longest in their stage first.</summary>
    Since,

    /// <summary>Those that have been overdue longest first.</summary>
    OverdueFrom,

    /// <summary>Those that were corrected last first.</summary>
    Corrected,
}

/// <summary>A document as lists show it. Without its holder: nothing here says who that is.</summary>
/// <param name="Id">Of the document.</param>
/// <param name="Authority">Whose it is.</param>
/// <param name="Order">The authority's number of the order.</param>
/// <param name="Kind">Null while nobody said.</param>
/// <param name="Stage">As in the answer to a citizen.</param>
/// <param name="Since">When it entered that stage.</param>
/// <param name="Delivery">Which way it is to be handed over.</param>
/// <param name="Location">Where it is or goes to.</param>
/// <param name="LastHeard">When the last fact that counts happened.</param>
/// <param name="HeldUntil">Until when it is held for collection.</param>
/// <param name="OverdueFrom">The first day on which it is overdue, if nothing happens before.</param>
/// <param name="Anomalies">What staff should look at.</param>
/// <param name="Run">How often its production began anew.</param>
/// <param name="Correction">The number of the fact that took something back last; 0 in a list of something else.</param>
internal sealed record ListedDocument(
    Guid Id, string Authority, string Order, string? Kind, string Stage, DateTimeOffset Since, string? Delivery, string? Location,
    DateTimeOffset? LastHeard, DateOnly? HeldUntil, DateOnly? OverdueFrom, string[] Anomalies, int Run,
    [property: JsonIgnore] long Correction);

/// <summary>Reads lists of documents by their status, a page at a time, from the rows that are written with the facts.</summary>
internal sealed class ListDocuments(NpgsqlDataSource database)
{
    private const string Columns =
        "id, data ->> 1 as order_number, kind, stage, since, delivery, location, last_heard, held_until, overdue_from, anomalies, run";

    // Of each document the last one.
    private const string Corrections = $"""
        select correction.seq_id, correction.stream_id from {StorageSetup.Schema}.mt_events correction
        where correction.tenant_id = $1 and correction.type = 'fact-retracted' and not exists (
            select from {StorageSetup.Schema}.mt_events later
            where later.tenant_id = $1 and later.type = 'fact-retracted' and later.stream_id = correction.stream_id and later.seq_id > correction.seq_id)
        """;

    // Where nobody said how long it is held.
    private const string CollectBy = "coalesce(held_until, (since at time zone 'Europe/Berlin')::date + 28)";

    /// <summary>The documents that follow a place in the list.</summary>
    public async Task<List<ListedDocument>> ReadAsync(DocumentFilter filter, ListPlace? after, int limit, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand();
        command.CommandText = Sql(filter, after, limit, command.Parameters);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        List<ListedDocument> documents = [];
        while (await reader.ReadAsync(cancellation))
        {
            documents.Add(new(
                reader.GetGuid(0), filter.Authority.ToString(), reader.GetString(1), At<string>(2), reader.GetString(3),
                reader.GetFieldValue<DateTimeOffset>(4), At<string>(5), At<string>(6), At<DateTimeOffset?>(7), At<DateOnly?>(8), At<DateOnly?>(9),
                reader.GetFieldValue<string[]>(10), reader.GetInt32(11),
                filter.Order == ListOrder.Corrected ? reader.GetInt64(12) : 0));
        }

        return documents;

        T? At<T>(int column) => reader.IsDBNull(column) ? default : reader.GetFieldValue<T>(column);
    }

    /// <summary>The authorities' numbers of the orders of documents, by the ids of the documents.</summary>
    public async Task<Dictionary<Guid, string>> OrdersAsync(IReadOnlyCollection<(string Authority, Guid Id)> documents, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(
            $"select id, data ->> 1 from {StorageSetup.Schema}.mt_doc_document where (tenant_id, id) in (select * from unnest($1, $2))",
            documents.Select(document => document.Authority).ToArray(), documents.Select(document => document.Id).ToArray());
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        Dictionary<Guid, string> orders = [];
        while (await reader.ReadAsync(cancellation))
        {
            orders.Add(reader.GetGuid(0), reader.GetString(1));
        }

        return orders;
    }

    // There is an index in the order of each list. That of the stages has one after the other in it: a page is made of the first of each.
    private static string Sql(DocumentFilter filter, ListPlace? after, int limit, NpgsqlParameterCollection parameters)
    {
        const string Documents = $"{StorageSetup.Schema}.mt_doc_document";
        List<string> conditions = [$"tenant_id = {Value(filter.Authority.ToString())}"];
        var order = filter.Order switch { ListOrder.OverdueFrom => "overdue_from, id", ListOrder.Corrected => "seq_id desc", _ => "since, id" };
        if (after is { } place)
        {
            conditions.Add(filter.Order switch
            {
                ListOrder.OverdueFrom => $"(overdue_from, id) > ({Value(place.Day)}, {Value(place.Id)})",
                ListOrder.Corrected => $"seq_id < {Value(place.Order)}",
                _ => $"(since, id) > ({Value(place.Moment)}, {Value(place.Id)})",
            });
        }

        Where(filter.OverdueOn, day => $"overdue_from <= {Value(day)}");
        Where(filter.CollectBy, day => $"{CollectBy} <= {Value(day)}");
        if (filter.HasAnomaly || filter.Anomaly is not null)
        {
            conditions.Add("anomalies <> '{}'");
        }

        if (filter.Anomaly is { } anomaly)
        {
            conditions.Add($"{Value(KebabCase.Of(anomaly))} = any(anomalies)");
        }

        if (filter.Location is { } location)
        {
            conditions.Add($"location = {Value(location.ToString())}");
        }

        var stages = Value(filter.Stages.Select(stage => KebabCase.Of(stage)).ToArray());
        var (wanted, isWanted) = filter.Stuck is not { } stuck
            ? ($"unnest({stages}) as wanted(stage)", "wanted.stage = stored.stage")
            : ($"unnest({Value(stuck.Select(one => one.Stage).ToArray())}, {Value(stuck.Select(one => one.Kind).ToArray())}, {Value(stuck.Select(one => one.Before).ToArray())}) as wanted(stage, kind, before)",
                "wanted.stage = stored.stage and wanted.kind = stored.kind and stored.since < wanted.before");
        if (filter.Order == ListOrder.Corrected)
        {
            return $"""
                select {Columns}, seq_id from ({Corrections} and correction.timestamp >= {Value(filter.CorrectedSince!.Value)}) as correction
                join {Documents} stored on stored.id = stream_id
                where {string.Join(" and ", conditions)} and exists (select from {wanted} where {isWanted}) order by {order} limit {Value(limit)}
                """;
        }

        var hasOwnIndex = filter.Order == ListOrder.OverdueFrom || filter.HasAnomaly || filter.Anomaly is not null || filter.Location is not null;
        conditions.Add(hasOwnIndex && filter.Stuck is null ? $"stage = any({stages})" : hasOwnIndex ? $"exists (select from {wanted} where {isWanted})" : isWanted);
        var page = $"""
            select {Columns} from {Documents} stored where {string.Join(" and ", conditions)} order by {order} limit {Value(limit)}
            """;
        return hasOwnIndex ? page : $"select page.* from {wanted}, lateral ({page}) as page order by {order} limit {Value(limit)}";

        void Where(DateOnly? day, Func<DateOnly, string> condition) => conditions.AddRange(day is { } known ? [condition(known)] : []);

        string Value(object value)
        {
            parameters.AddWithValue(value);
            return $"${parameters.Count}";
        }
    }
}
