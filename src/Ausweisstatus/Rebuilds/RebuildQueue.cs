using Ausweisstatus.Domain;
using Ausweisstatus.EventLog.Rebuild;
using Ausweisstatus.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Ausweisstatus.Rebuilds;

/// <summary>
/// Rebuilds that are asked for, and who works on them. Each change is one statement that says which state it comes from; time is the database's.
/// </summary>
internal sealed class RebuildQueue(NpgsqlDataSource database)
{
    private const string Table = $"{StorageSetup.Schema}.rebuilds";

    // Many times as long as between two heartbeats: a worker that is only slow keeps its job.
    private const string Left = "state = 'running' and heartbeat < clock_timestamp() - interval '15 seconds'";

    // Without a place to go on from it begins anew. What was repaired was repaired, and stays counted.
    private const string Take = """
        state = 'running', worker = $1, heartbeat = clock_timestamp(), began_at = clock_timestamp(), failure = null, ended_at = null,
        began_with = case when after_document is null then 0 else facts end,
        facts = case when after_document is null then 0 else facts end,
        documents = case when after_document is null then 0 else documents end,
        differing = case when is_preview and after_document is null then 0 else differing end,
        examples = case when is_preview and after_document is null then '{}' else examples end,
        examples_what = case when is_preview and after_document is null then '{}' else examples_what end
        """;

    private const string Add = $"""
        insert into {Table} (id, projection, tenant_id, documents_named, is_preview, started_by, facts_in_all, state, worker, heartbeat, began_at)
        select $1, $2, $3, $4, $5, $6, $7, case when $8::uuid is null then 'waiting' else 'running' end, $8, begun, begun
        from (select case when $8::uuid is null then null else clock_timestamp() end as begun) as now
        on conflict (projection) where state in ('waiting', 'running') do nothing
        returning {RebuildRow.Columns}
        """;

    private const string Claim = $"""
        update {Table} set {Take}
        where id = (
            select id from {Table} where (state = 'waiting' or {Left}) and ($2::varchar is null or projection = $2)
            order by started_at limit 1 for update skip locked)
        returning {RebuildRow.Columns}
        """;

    private const string ClaimEnded = $"""
        update {Table} set {Take}
        where id = (
            select id from {Table} where state in ('cancelled', 'failed') and projection = $2
            order by started_at desc limit 1 for update)
            and not exists (select from {Table} other where projection = $2 and state in ('waiting', 'running'))
        returning {RebuildRow.Columns}
        """;

    private static readonly string Beat = $"""
        update {Table}
        set heartbeat = clock_timestamp(), facts = facts + $3, documents = documents + $4,
            after_tenant_id = coalesce($5, after_tenant_id), after_document = coalesce($6, after_document),
            differing = differing + case when is_preview then $7 else 0 end,
            examples = case when is_preview then (examples || $8)[1:{JobCount.Examples}] else examples end,
            examples_what = case when is_preview then (examples_what || $9)[1:{JobCount.Examples}] else examples_what end
        where id = $1 and worker = $2 and state = 'running'
        """;

    /// <summary>A new one for the workers.</summary>
    /// <returns>Null where one of the same projection is under way.</returns>
    public async Task<RebuildJob?> AddAsync(RebuildWish wish, string startedBy, CancellationToken cancellation) =>
        await AddAsync(wish, startedBy, null, cancellation);

    /// <summary>A new one that is the caller's from its beginning.</summary>
    /// <inheritdoc cref="AddAsync(RebuildWish, string, CancellationToken)"/>
    public async Task<RebuildClaim?> AddClaimedAsync(RebuildWish wish, string startedBy, CancellationToken cancellation)
    {
        var worker = Guid.NewGuid();
        return await AddAsync(wish, startedBy, worker, cancellation) is { } job ? new RebuildClaim(job, worker) : null;
    }

    public async Task<RebuildJob?> FindAsync(Guid id, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand($"select {RebuildRow.Columns} from {Table} where id = $1", id);
        return await RebuildRow.FirstAsync(command, cancellation);
    }

    /// <summary>The latest first.</summary>
    public async Task<IReadOnlyList<RebuildJob>> LatestAsync(int limit, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand($"select {RebuildRow.Columns} from {Table} order by started_at desc limit $1", limit);
        return await RebuildRow.ReadAsync(command, cancellation);
    }

    /// <summary>One that waits, or that whoever worked on it has left: from now on it is the caller's.</summary>
    /// <param name="projection">Of this kind only; null for any.</param>
    /// <param name="cancellation">Ends it.</param>
    public Task<RebuildClaim?> ClaimAsync(RebuildProjection? projection, CancellationToken cancellation) => ClaimAsync(Claim, projection, cancellation);

    /// <summary>The latest of a projection that was cancelled or failed, unless another one is under way.</summary>
    public Task<RebuildClaim?> ClaimEndedAsync(RebuildProjection projection, CancellationToken cancellation) => ClaimAsync(ClaimEnded, projection, cancellation);

    /// <summary>Says that it is still worked on, and what has been done since the last time.</summary>
    /// <returns>False where it is not the caller's any more: cancelled, or somebody else's.</returns>
    public async Task<bool> BeatAsync(RebuildClaim claim, RebuildStep since, CancellationToken cancellation)
    {
        await using var command = Command(Beat, claim.Job.Id, claim.Worker, since.Done.Facts, since.Done.Documents);
        Value(command, since.UpTo?.Authority);
        Value(command, since.UpTo?.Document);
        Value(command, since.Done.Differing);
        Value(command, since.Examples.Select(one => one.Document).ToArray());
        command.Parameters.Add(new() { Value = since.Examples.Select(one => one.What).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar });
        return await command.ExecuteNonQueryAsync(cancellation) == 1;
    }

    /// <summary>Ends the caller's work: for good, or by giving it back.</summary>
    public async Task EndAsync(RebuildClaim claim, RebuildState state, string? failure, CancellationToken cancellation)
    {
        await using var command = Command($"""
            update {Table} set state = $3, failure = $4, ended_at = case when $3 = 'waiting' then null else clock_timestamp() end, worker = null
            where id = $1 and worker = $2 and state = 'running'
            """, claim.Job.Id, claim.Worker, KebabCase.Of(state));
        Value(command, failure);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Whoever works on it notices with the next heartbeat. One that is over stays as it is.</summary>
    public async Task CancelAsync(Guid id, CancellationToken cancellation)
    {
        await using var command = Command(
            $"update {Table} set state = 'cancelled', ended_at = clock_timestamp(), worker = null where id = $1 and state in ('waiting', 'running')", id);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>One that was cancelled or failed goes on where it was. Another stays as it is.</summary>
    /// <returns>False where another one of the projection is under way.</returns>
    public async Task<bool> ResumeAsync(Guid id, CancellationToken cancellation)
    {
        await using var command = Command(
            $"update {Table} set state = 'waiting', failure = null, ended_at = null where id = $1 and state in ('cancelled', 'failed')", id);
        try
        {
            await command.ExecuteNonQueryAsync(cancellation);
            return true;
        }
        catch (PostgresException taken) when (taken.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return false;
        }
    }

    private async Task<RebuildJob?> AddAsync(RebuildWish wish, string startedBy, Guid? worker, CancellationToken cancellation)
    {
        var facts = await new RebuildDocuments(database).CountFactsAsync(wish.Scope, cancellation);
        await using var command = Command(Add, Guid.NewGuid(), KebabCase.Of(wish.Projection));
        Value(command, wish.Scope.Authority);
        Value(command, wish.Scope.Documents?.ToArray());
        Value(command, wish.IsPreview);
        Value(command, startedBy);
        Value(command, facts);
        Value(command, worker);
        return await RebuildRow.FirstAsync(command, cancellation);
    }

    private async Task<RebuildClaim?> ClaimAsync(string sql, RebuildProjection? projection, CancellationToken cancellation)
    {
        var worker = Guid.NewGuid();
        await using var command = Command(sql, worker);
        Value(command, projection is { } only ? KebabCase.Of(only) : null);
        try
        {
            return await RebuildRow.FirstAsync(command, cancellation) is { } job ? new RebuildClaim(job, worker) : null;
        }
        catch (PostgresException taken) when (taken.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return null;
        }
    }

    private NpgsqlCommand Command(string sql, params ReadOnlySpan<object> values) => database.CreateCommand(sql, values);

    private static void Value<T>(NpgsqlCommand command, T? value) => command.Parameters.Add(new NpgsqlParameter<T?> { TypedValue = value });
}
