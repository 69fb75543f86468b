using System.Text.Json;
using Ausweisstatus.Domain;
using Ausweisstatus.EventLog;
using Ausweisstatus.Intake.Refusals;
using Ausweisstatus.Storage;
using Npgsql;

namespace Ausweisstatus.Support.Refusals;

/// <summary>Refused facts of one sender with one problem.</summary>
/// <param name="Facts">How many.</param>
/// <param name="Times">How often they were sent.</param>
/// <param name="Sample">The oldest of them.</param>
internal sealed record StoredGroup(string Client, string Problem, int Facts, long Times, DateTimeOffset NewestAt, StoredRefusal Sample);

/// <summary>Reads refused facts that are not done yet, oldest first; only those that may be read.</summary>
internal sealed class RefusalRows(NpgsqlDataSource database)
{
    public const int MostGroups = 200;

    private const string Columns = "id, client, problem, tenant_id, first_at, last_at, times, told, content is not null, done_at";

    /// <param name="filter">Which are wanted.</param>
    /// <param name="scope">Which may be read.</param>
    /// <param name="after">What follows this place.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<List<StoredRefusal>> ListAsync(
        RefusalFilter filter, RefusalScope scope, ListPlace? after, int limit, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand();
        var place = after is { } known
            ? $" and (first_at, id) > ({Value(command, known.Moment)}, {Value(command, known.Id)})"
            : "";
        command.CommandText = $"""
            select {Columns} from {WriteRefusals.Table}
            where done_at is null and {Conditions(command, filter, scope)}{place} order by first_at, id limit {Value(command, limit)}
            """;
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        List<StoredRefusal> refusals = [];
        while (await reader.ReadAsync(cancellation))
        {
            refusals.Add(Read(reader, 0));
        }

        return refusals;
    }

    /// <summary>By sender and problem, the group with the oldest first.</summary>
    public async Task<List<StoredGroup>> GroupAsync(RefusalFilter filter, RefusalScope scope, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand();
        var conditions = Conditions(command, filter, scope);
        command.CommandText = $"""
            select found.facts, found.times, newest_at, sample.*
            from (
                select client, problem, count(*)::integer as facts, sum(times) as times, max(last_at) as newest_at, min(first_at) as oldest_at
                from {WriteRefusals.Table} where done_at is null and {conditions} group by 1, 2 order by 6 limit {MostGroups}
            ) as found, lateral (
                select {Columns} from {WriteRefusals.Table} refused
                where done_at is null and refused.client = found.client and refused.problem = found.problem and {conditions} order by first_at, id limit 1
            ) as sample
            order by oldest_at, sample.client, sample.problem
            """;
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        List<StoredGroup> groups = [];
        while (await reader.ReadAsync(cancellation))
        {
            var sample = Read(reader, 3);
            groups.Add(new(sample.Client, sample.Problem, reader.GetInt32(0), reader.GetInt64(1), reader.GetFieldValue<DateTimeOffset>(2), sample));
        }

        return groups;
    }

    /// <summary>What was sent, encrypted, of those that were kept.</summary>
    public async Task<Dictionary<Guid, byte[]>> ContentsAsync(Guid[] ids, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand($"select id, content from {WriteRefusals.Table} where id = any($1) and content is not null", [ids]);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        Dictionary<Guid, byte[]> contents = [];
        while (await reader.ReadAsync(cancellation))
        {
            contents.Add(reader.GetGuid(0), reader.GetFieldValue<byte[]>(1));
        }

        return contents;
    }

    /// <summary>One of them, done or not; null also where it may not be read.</summary>
    public async Task<StoredRefusal?> FindAsync(Guid id, RefusalScope scope, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand();
        command.CommandText = $"""
            select {Columns} from {WriteRefusals.Table} where id = {Value(command, id)} and {Conditions(command, new RefusalFilter(), scope)}
            """;
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? Read(reader, 0) : null;
    }

    private static string Conditions(NpgsqlCommand command, RefusalFilter filter, RefusalScope scope)
    {
        List<string> conditions =
        [
            scope.Everything ? "true" : scope.AllAuthorities ? "tenant_id is not null" : $"tenant_id = any({Value(command, scope.Authorities)})",
        ];
        Where("client", filter.Client);
        Where("problem", filter.Problem);
        Where("tenant_id", filter.Authority);
        if (filter.From is { } from)
        {
            conditions.Add($"last_at >= {Value(command, StartOf(from))}");
        }

        if (filter.To is { } to)
        {
            conditions.Add($"last_at < {Value(command, StartOf(to.AddDays(1)))}");
        }

        return string.Join(" and ", conditions);

        void Where(string column, string? value)
        {
            if (value is not null)
            {
                conditions.Add($"{column} = {Value(command, value)}");
            }
        }
    }

    private static DateTimeOffset StartOf(DateOnly day) => BerlinTime.MomentInBerlin(day.ToDateTime(TimeOnly.MinValue));

    private static string Value(NpgsqlCommand command, object value)
    {
        command.Parameters.AddWithValue(value);
        return $"${command.Parameters.Count}";
    }

    private static StoredRefusal Read(NpgsqlDataReader reader, int from) => new(
        reader.GetGuid(from), reader.GetString(from + 1), reader.GetString(from + 2), reader.TextAt(from + 3), reader.GetFieldValue<DateTimeOffset>(from + 4),
        reader.GetFieldValue<DateTimeOffset>(from + 5), reader.GetInt32(from + 6),
        JsonSerializer.Deserialize<RefusedEnvelope>(reader.GetString(from + 7), FactJson.Options)!,
        reader.GetBoolean(from + 8), reader.TimeAt(from + 9));
}
