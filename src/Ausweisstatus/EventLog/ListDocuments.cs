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
internal sealed record DocumentFilter(
    AuthorityId Authority, IReadOnlyList<Stage> Stages, LocationId? Location, Anomaly? Anomaly, DateOnly? OverdueOn, DateOnly? CollectBy);

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
internal sealed record ListedDocument(
    Guid Id, string Authority, string Order, string? Kind, string Stage, DateTimeOffset Since, string? Delivery, string? Location,
    DateTimeOffset? LastHeard, DateOnly? HeldUntil, DateOnly? OverdueFrom, string[] Anomalies, int Run);

/// <summary>Reads lists of documents by their status, a page at a time, from the rows that are written with the facts.</summary>
internal sealed class ListDocuments(NpgsqlDataSource database)
{
    private const string Columns =
        "id, data ->> 1 as order_number, kind, stage, since, delivery, location, last_heard, held_until, overdue_from, anomalies, run";

    // Where nobody said how long it is held.
    private const string CollectBy = "coalesce(held_until, (since at time zone 'Europe/Berlin')::date + 28)";

    /// <summary>The documents that follow a place in the list, those that wait longest first; overdue ones by the day they are overdue from.</summary>
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
                reader.GetFieldValue<string[]>(10), reader.GetInt32(11)));
        }

        return documents;

        T? At<T>(int column) => reader.IsDBNull(column) ? default : reader.GetFieldValue<T>(column);
    }

    // There is an index in the order of each list. That of the stages has one after the other in it: a page is made of the first of each.
    private static string Sql(DocumentFilter filter, ListPlace? after, int limit, NpgsqlParameterCollection parameters)
    {
        var isByDay = filter.OverdueOn is not null;
        var order = isByDay ? "overdue_from" : "since";
        List<string> conditions = [$"tenant_id = {Value(filter.Authority.ToString())}"];
        if (after is { } place)
        {
            conditions.Add($"({order}, id) > ({Value(isByDay ? place.Day : place.Moment)}, {Value(place.Id)})");
        }

        Where(filter.OverdueOn, day => $"overdue_from <= {Value(day)}");
        Where(filter.CollectBy, day => $"{CollectBy} <= {Value(day)}");
        if (filter.Anomaly is { } anomaly)
        {
            conditions.Add($"anomalies <> '{{}}' and {Value(KebabCase.Of(anomaly))} = any(anomalies)");
        }

        if (filter.Location is { } location)
        {
            conditions.Add($"location = {Value(location.ToString())}");
        }

        var stages = Value(filter.Stages.Select(stage => KebabCase.Of(stage)).ToArray());
        var hasOwnIndex = isByDay || filter.Anomaly is not null || filter.Location is not null;
        conditions.Add(hasOwnIndex ? $"stage = any({stages})" : "stage = wanted");
        var page = $"""
            select {Columns} from {StorageSetup.Schema}.mt_doc_document where {string.Join(" and ", conditions)} order by {order}, id limit {Value(limit)}
            """;
        return hasOwnIndex ? page : $"select page.* from unnest({stages}) as wanted, lateral ({page}) as page order by {order}, id limit {Value(limit)}";

        void Where(DateOnly? day, Func<DateOnly, string> condition) => conditions.AddRange(day is { } known ? [condition(known)] : []);

        string Value(object value)
        {
            parameters.AddWithValue(value);
            return $"${parameters.Count}";
        }
    }
}
