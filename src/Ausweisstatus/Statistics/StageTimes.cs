using Ausweisstatus.Domain;
using Ausweisstatus.EventLog.ReadModels;
using Ausweisstatus.EventLog.Rebuild;
using Ausweisstatus.Locations;
using Ausweisstatus.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Ausweisstatus.Statistics;

/// <summary>
/// How long each stage of each run of each document took. A late fact and a retraction change what was before them, so a document is always
/// folded anew from its stream, by the one fold there is, and its lines are replaced.
/// </summary>
internal sealed class StageTimes(NpgsqlDataSource database, AuthorityDirectory authorities) : IReadModel
{
    private const string Columns = "kind, stage, run, entered_at, left_at, hours, working_days, is_open, location";

    // A document is folded with all its facts, so of a backlog most of what comes was seen with an earlier fact.
    private const string Unseen = $"""
        select tenant_id, document from unnest($1, $2, $3) as stream (tenant_id, document, version) where not exists (
            select from {StorageSetup.Schema}.followed_streams seen
            where seen.read_model = $4 and seen.tenant_id = stream.tenant_id and seen.document = stream.document and seen.version >= stream.version)
        """;

    // The row stays locked until the lines are written, so nobody writes older ones after newer ones.
    private const string Move = $"""
        insert into {StorageSetup.Schema}.followed_streams as seen (read_model, tenant_id, document, version, before)
        select $4, tenant_id, document, version, 0 from unnest($1, $2, $3) as folded (tenant_id, document, version) {StreamParameters.InOrder}
        on conflict (read_model, tenant_id, document) do update set before = seen.version, version = excluded.version
        where seen.version < excluded.version or ($5 and seen.version = excluded.version)
        returning tenant_id, document
        """;

    // A statement of its own: it sees what was committed until the row was locked.
    private const string Write = $"""
        with line as materialized (
            select * from unnest($3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) as line (tenant_id, document, line, {Columns})
        ), gone as (
            delete from {StorageSetup.Schema}.stage_times stored using unnest($1, $2) as moved (tenant_id, document)
            where stored.tenant_id = moved.tenant_id and stored.document = moved.document and not exists (
                select from line where line.tenant_id = stored.tenant_id and line.document = stored.document and line.line = stored.line)
            returning stored.document
        ), written as (
            insert into {StorageSetup.Schema}.stage_times as stored (tenant_id, document, line, {Columns})
            select tenant_id, document, line, {Columns} from line
            on conflict (tenant_id, document, line) do update
            set ({Columns}) = row(excluded.kind, excluded.stage, excluded.run, excluded.entered_at, excluded.left_at, excluded.hours, excluded.working_days, excluded.is_open, excluded.location)
            where row(stored.kind, stored.stage, stored.run, stored.entered_at, stored.left_at, stored.hours, stored.working_days, stored.is_open, stored.location)
                is distinct from row(excluded.kind, excluded.stage, excluded.run, excluded.entered_at, excluded.left_at, excluded.hours, excluded.working_days, excluded.is_open, excluded.location)
            returning document
        ), differing as (
            select document from gone union all select document from written
        )
        select (select count(*) from differing), array(select distinct document from differing limit 20)
        """;

    public const string ModelName = "stage-times";

    public string Name => ModelName;

    public async Task<int> FollowAsync(IReadOnlyList<StreamVersion> streams, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var unseen = await UnseenAsync(connection, streams, cancellation);
        if (unseen.Count == 0)
        {
            return 0;
        }

        var folded = await ReadFacts.OfSomeAsync(connection, unseen, cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var (moved, _, _) = await WriteAsync(connection, folded, again: false, cancellation);
        await transaction.CommitAsync(cancellation);
        return moved;
    }

    /// <summary>Replaces the lines of documents, but for those of which a later version was seen.</summary>
    /// <param name="connection">In a transaction.</param>
    /// <param name="documents">Folded from their streams.</param>
    /// <param name="again">Also where this very version was seen before.</param>
    /// <param name="cancellation">Ends it; nothing is written then.</param>
    /// <returns>How many documents it is about, how many lines differed, and some documents whose lines did.</returns>
    public async Task<(int Moved, long Lines, Guid[] Examples)> WriteAsync(
        NpgsqlConnection connection, IReadOnlyCollection<RebuiltDocument> documents, bool again, CancellationToken cancellation)
    {
        var moved = await MoveAsync(connection, documents, again, cancellation);
        if (moved.Count == 0)
        {
            return (0, 0, []);
        }

        var (lines, examples) = await WriteLinesAsync(connection, [.. documents.Where(one => moved.Contains((one.Authority, one.Id)))], cancellation);
        return (moved.Count, lines, examples);
    }

    private static async Task<List<(string, Guid)>> UnseenAsync(
        NpgsqlConnection connection, IReadOnlyList<StreamVersion> streams, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Unseen, connection);
        command.Parameters.AddRange(StreamParameters.Of(streams));
        command.Parameters.Add(new() { Value = ModelName });
        return await ReadAsync(command, cancellation);
    }

    private static async Task<HashSet<(string, Guid)>> MoveAsync(
        NpgsqlConnection connection, IReadOnlyCollection<RebuiltDocument> documents, bool again, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Move, connection);
        command.Parameters.AddRange(StreamParameters.Of([.. documents.Select(one => new StreamVersion(one.Authority, one.Id, one.Version))]));
        command.Parameters.Add(new() { Value = ModelName });
        command.Parameters.Add(new() { Value = again });
        return [.. await ReadAsync(command, cancellation)];
    }

    private static async Task<List<(string, Guid)>> ReadAsync(NpgsqlCommand command, CancellationToken cancellation)
    {
        await command.PrepareAsync(cancellation);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        List<(string, Guid)> documents = [];
        while (await reader.ReadAsync(cancellation))
        {
            documents.Add((reader.GetString(0), reader.GetGuid(1)));
        }

        return documents;
    }

    private async Task<(long Lines, Guid[] Examples)> WriteLinesAsync(NpgsqlConnection connection, IReadOnlyList<RebuiltDocument> documents, CancellationToken cancellation)
    {
        (RebuiltDocument Of, StageTime Time)[] lines =
        [
            .. from one in documents
               from time in StageTime.Of(one.Document.Status.History, authorities.Find(one.Document.Authority)?.State)
               select (one, time),
        ];
        await using var command = new NpgsqlCommand(Write, connection);
        Add(NpgsqlDbType.Varchar, documents.Select(one => one.Authority));
        Add(NpgsqlDbType.Uuid, documents.Select(one => one.Id));
        Add(NpgsqlDbType.Varchar, lines.Select(line => line.Of.Authority));
        Add(NpgsqlDbType.Uuid, lines.Select(line => line.Of.Id));
        Add(NpgsqlDbType.Integer, lines.Select(line => line.Time.Line));
        Add(NpgsqlDbType.Varchar, lines.Select(line => line.Of.Document.Status.Kind?.ToString()));
        Add(NpgsqlDbType.Varchar, lines.Select(line => KebabCase.Of(line.Time.Stage)));
        Add(NpgsqlDbType.Integer, lines.Select(line => line.Time.Run));
        Add(NpgsqlDbType.TimestampTz, lines.Select(line => line.Time.Entered));
        Add(NpgsqlDbType.TimestampTz, lines.Select(line => line.Time.Left));
        Add(NpgsqlDbType.Double, lines.Select(line => line.Time.Hours));
        Add(NpgsqlDbType.Integer, lines.Select(line => line.Time.WorkingDays));
        Add(NpgsqlDbType.Boolean, lines.Select(line => line.Time.IsOpen));
        Add(NpgsqlDbType.Varchar, lines.Select(line => line.Of.Document.Status.Location?.ToString()));
        await command.PrepareAsync(cancellation);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return (reader.GetInt64(0), reader.GetFieldValue<Guid[]>(1));

        void Add<T>(NpgsqlDbType type, IEnumerable<T> column) => command.Parameters.Add(StreamParameters.Column(type, column));
    }
}
