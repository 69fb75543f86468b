using Ausweisstatus.Domain;
using Ausweisstatus.EventLog;
using Ausweisstatus.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Ausweisstatus.Notify.Webhooks;

/// <summary>A webhook as its owner sees it.</summary>
/// <param name="State"><c>active</c>, <c>failing</c> (tried again later) or <c>disabled</c> (not tried again by itself).</param>
/// <param name="Disabled">Why it is disabled.</param>
/// <param name="LastSuccess">When something was last delivered.</param>
/// <param name="FailingSince">When the first of the failures in a row was.</param>
/// <param name="Failures">How many there were in a row.</param>
/// <param name="LastFailure">What the last one was.</param>
/// <param name="NextTry">When it is tried again.</param>
/// <param name="Format">What is posted.</param>
internal sealed record Webhook(
    Guid Id, string Url, string Authority, string State, string? Disabled, DateTimeOffset CreatedAt, DateTimeOffset? LastSuccess,
    DateTimeOffset? FailingSince, int Failures, string? LastFailure, DateTimeOffset? NextTry, WebhookFormat Format);

/// <summary>The webhooks of clients as rows. Whatever is asked for by id is asked for as the client that registered it.</summary>
internal sealed class WebhookRows(NpgsqlDataSource database, ChangeFeed feed)
{
    public const string Table = $"{StorageSetup.Schema}.webhooks";
    public const int MaxOfClient = 100;

    public const string State = "case when disabled is not null then 'disabled' when failures > 0 then 'failing' else 'active' end";

    // Of one client one at a time, or as many as are sent at once would count the same number.
    private const string LockClient = "select pg_advisory_xact_lock(hashtextextended($1, 0))";

    private const string Insert = $"""
        with registered as (
            insert into {Table} (id, client, tenant_id, url, secret, is_token, position)
            select $1, $2, $3, $4, $5, $7, (select coalesce(max(position), 0) from {StorageSetup.Schema}.changes)
            where (select count(*) from {Table} where client = $2) < $6
            returning id, tenant_id
        )
        insert into {StorageSetup.Schema}.listeners (tenant_id, listener, kind) select tenant_id, id::text, 'webhook' from registered
        """;

    private const string Delete = $"""
        with removed as (delete from {Table} where id = $1 and client = $2 returning id, tenant_id)
        delete from {StorageSetup.Schema}.listeners as listener using removed
        where listener.tenant_id = removed.tenant_id and listener.kind = 'webhook' and listener.listener = removed.id::text
        """;

    private const string ReplaceSecret = $"""
        update {Table} set former_secret = secret, former_until = now() + $4, secret = $3 where id = $1 and client = $2
        """;

    private const string Read = $"""
        select id, url, tenant_id, {State}, disabled, created_at, last_success, failing_since, failures, last_failure, next_try, is_token
        from {Table} where client = $1 and id = coalesce($2, id) order by created_at, id
        """;

    private const string ReadTarget = $"""
        select tenant_id, url, secret, case when former_until > now() then former_secret end, is_token from {Table} where id = $1 and client = $2
        """;

    /// <returns>False where the client has as many as it may have. What is committed from now on is delivered.</returns>
    public async Task<bool> AddAsync(Guid id, string client, AuthorityId authority, string url, WebhookFormat format, byte[] secret, CancellationToken cancellation)
    {
        // What has no position yet is from before.
        await feed.NumberAsync(cancellation);
        // One transaction of two statements: the second sees what was committed before the lock was had.
        await using var batch = database.CreateBatch().With(LockClient, client)
            .With(Insert, id, client, authority.ToString(), url, secret, MaxOfClient, format is WebhookFormat.SecurityEventToken);
        var added = await batch.ExecuteNonQueryAsync(cancellation) > 0;
        if (added)
        {
            await RunningCommits.AreOverAsync(database, cancellation);
        }

        return added;
    }

    public Task<bool> RemoveAsync(Guid id, string client, CancellationToken cancellation) => ExecuteAsync(Delete, cancellation, id, client);

    public Task<bool> ReplaceSecretAsync(Guid id, string client, byte[] secret, TimeSpan formerFor, CancellationToken cancellation) =>
        ExecuteAsync(ReplaceSecret, cancellation, id, client, secret, formerFor);

    public async Task<List<Webhook>> ReadAsync(string client, Guid? id, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Read, client);
        command.Parameters.Add(new() { Value = (object?)id ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        List<Webhook> webhooks = [];
        while (await reader.ReadAsync(cancellation))
        {
            webhooks.Add(new(
                reader.GetGuid(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.TextAt(4),
                reader.GetFieldValue<DateTimeOffset>(5), reader.TimeAt(6), reader.TimeAt(7), reader.GetInt32(8), reader.TextAt(9), reader.TimeAt(10),
                reader.GetBoolean(11) ? WebhookFormat.SecurityEventToken : WebhookFormat.Json));
        }

        return webhooks;
    }

    public async Task<WebhookTarget?> TargetAsync(Guid id, string client, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(ReadTarget, id, client);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? WebhookTarget.From(reader, id, client, column: 0) : null;
    }

    private async Task<bool> ExecuteAsync(string sql, CancellationToken cancellation, params object[] values)
    {
        await using var command = database.CreateCommand(sql, values);
        return await command.ExecuteNonQueryAsync(cancellation) > 0;
    }
}

/// <summary>Whom to deliver to; the secrets are encrypted.</summary>
internal sealed record WebhookTarget(Guid Id, string Client, AuthorityId Authority, Uri Url, byte[] Secret, byte[]? FormerSecret, bool IsToken)
{
    public static WebhookTarget From(NpgsqlDataReader reader, Guid id, string client, int column) => new(
        id, client, AuthorityId.Parse(reader.GetString(column)), new Uri(reader.GetString(column + 1)), reader.GetFieldValue<byte[]>(column + 2),
        reader.IsDBNull(column + 3) ? null : reader.GetFieldValue<byte[]>(column + 3), reader.GetBoolean(column + 4));
}
