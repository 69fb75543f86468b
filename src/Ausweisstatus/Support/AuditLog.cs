using System.Text.Json.Serialization;
using Ausweisstatus.Access.Staff;
using Ausweisstatus.Domain;
using Ausweisstatus.EventLog;
using Ausweisstatus.Storage;
using Npgsql;

namespace Ausweisstatus.Support;

/// <summary>What staff did. The words are stored; migrations name them too.</summary>
[JsonConverter(typeof(KebabEnumConverter<AuditAction>))]
internal enum AuditAction
{
    /// <summary>Looked for a document.</summary>
    Search,

    /// <summary>Gave a reason in the console, for all that follows in this session.</summary>
    Open,

    /// <summary>Read a document.</summary>
    Read,

    /// <summary>Took a fact back.</summary>
    Retract,

    /// <summary>Had a document folded again.</summary>
    Replay,

    /// <summary>Sent a refused fact again.</summary>
    Resubmit,

    /// <summary>Took a document's story away as a file.</summary>
    Export,

    /// <summary>Said a fact.</summary>
    Post,
}

/// <summary>A line of the audit log.</summary>
/// <param name="Id">Its place in the log.</param>
/// <param name="At">When.</param>
/// <param name="Who">By their name at the provider.</param>
/// <param name="Role">In which role.</param>
/// <param name="From">The authorities they work for; null for all.</param>
/// <param name="Session">Of their browser; null for a program.</param>
/// <param name="What">What they did.</param>
/// <param name="Authority">Of the document, or of the list.</param>
/// <param name="Document">Which; null for a list and for a search that found none.</param>
/// <param name="Why">The reason they gave.</param>
internal sealed record AuditEntry(
    long Id, DateTimeOffset At, string Who, string Role, string[]? From, Guid? Session, string What, string? Authority, Guid? Document, string? Why);

/// <summary>What staff read and changed, and why. It is added to and never changed; the database sees to that.</summary>
internal sealed class AuditLog(NpgsqlDataSource database)
{
    private const string Table = $"{StorageSetup.Schema}.staff_audit";

    /// <summary>Returns when it is durable: only then may what was read be answered.</summary>
    /// <param name="caller">Who.</param>
    /// <param name="what">Does what.</param>
    /// <param name="document">With which document; null where a search found none.</param>
    /// <param name="why">For which reason; null for a search.</param>
    /// <param name="cancellation">Ends it; then nothing may be answered.</param>
    public Task WriteAsync(StaffCaller caller, AuditAction what, DocumentKey? document, Reason? why, CancellationToken cancellation) => WriteAsync(
        caller, what, document is { } known ? caller.RoleFor(known.Authority) : caller.Roles[0],
        [document], why, cancellation);

    /// <summary>The same for several documents at once, in the role in which it is done.</summary>
    public Task WriteAsync(
        StaffCaller caller, AuditAction what, StaffRole role, DocumentKey?[] documents, Reason? why, CancellationToken cancellation) => WriteAsync(
        caller, what, role, Array.ConvertAll(documents, document => document?.Authority.ToString()), Array.ConvertAll(documents, document => document?.Id),
        why, cancellation);

    /// <summary>Somebody reads a list of documents of an authority.</summary>
    public Task WriteListAsync(StaffCaller caller, AuthorityId authority, CancellationToken cancellation) =>
        WriteAsync(caller, AuditAction.Search, caller.RoleFor(authority), [authority.ToString()], [null], null, cancellation);

    private async Task WriteAsync(
        StaffCaller caller, AuditAction what, StaffRole role, string?[] authorities, Guid?[] documents, Reason? why, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand($"""
            insert into {Table} (who, role, authorities, session, what, tenant_id, document, reason)
            select $1, $2, $3, $4, $5, tenant_id, document, $8 from unnest($6, $7) as about (tenant_id, document)
            """);
        Add<string>(caller.Name);
        Add<string>(KebabCase.Of(role));
        Add<string[]>(role == StaffRole.Support ? [.. caller.Authorities.Select(authority => authority.ToString())] : null);
        Add<Guid?>(caller.Session);
        Add<string>(KebabCase.Of(what));
        Add<string?[]>(authorities);
        Add<Guid?[]>(documents);
        Add<string>(why?.ToString());
        await command.ExecuteNonQueryAsync(cancellation);

        void Add<T>(T? value) => command.Parameters.Add(new NpgsqlParameter<T?> { TypedValue = value });
    }

    /// <summary>Why this document is read in this session; null where nobody was asked yet.</summary>
    public Task<Reason?> FindReasonAsync(Guid session, Guid document, CancellationToken cancellation) =>
        LastReasonAsync(session, "document", document, cancellation);

    /// <summary>Why this was done last in this session; null where it was not.</summary>
    public Task<Reason?> FindReasonAsync(Guid session, AuditAction what, CancellationToken cancellation) =>
        LastReasonAsync(session, "what", KebabCase.Of(what), cancellation);

    private async Task<Reason?> LastReasonAsync(Guid session, string column, object value, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(
            $"select reason from {Table} where session = $1 and {column} = $2 and reason is not null order by id desc limit 1", session, value);
        return Reason.TryParse(await command.ExecuteScalarAsync(cancellation) as string, out var reason) ? reason : null;
    }

    /// <summary>What was done with a document, oldest first.</summary>
    /// <param name="document">Which.</param>
    /// <param name="authorities">Of these authorities only; null for all.</param>
    /// <param name="after">What follows this place of the log.</param>
    /// <param name="limit">How much at most.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<List<AuditEntry>> ReadAsync(Guid document, string[]? authorities, long after, int limit, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand($"""
            select id, at, who, role, authorities, session, what, tenant_id, document, reason from {Table}
            where document = $1 and id > $2 and ($4 or tenant_id = any($5)) order by id limit $3
            """, document, after, limit, authorities is null, authorities ?? []);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        List<AuditEntry> entries = [];
        while (await reader.ReadAsync(cancellation))
        {
            entries.Add(new(
                reader.GetInt64(0), reader.GetFieldValue<DateTimeOffset>(1), reader.GetString(2), reader.GetString(3), At<string[]>(4), At<Guid?>(5),
                reader.GetString(6), At<string>(7), At<Guid?>(8), At<string>(9)));
        }

        return entries;

        T? At<T>(int column) => reader.IsDBNull(column) ? default : reader.GetFieldValue<T>(column);
    }
}
