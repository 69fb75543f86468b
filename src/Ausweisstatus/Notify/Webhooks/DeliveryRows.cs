using Microsoft.Extensions.Options;
using Npgsql;
using NpgsqlTypes;

namespace Ausweisstatus.Notify.Webhooks;

/// <summary>The right to deliver to a webhook, until it is given back or its time is over.</summary>
/// <param name="Id">Of this lease.</param>
/// <param name="Target">Whom to deliver to.</param>
/// <param name="Position">Of the last change that was delivered.</param>
/// <param name="Failures">In a row, so far.</param>
internal sealed record DeliveryLease(Guid Id, WebhookTarget Target, long Position, int Failures);

/// <summary>
/// One delivers to a webhook at a time. Who finds it leased leaves word that there is something to do, and comes again should the holder be
/// gone by then. No connection is held while an endpoint takes its time.
/// </summary>
internal sealed class DeliveryRows(NpgsqlDataSource database, IOptions<WebhookSettings> settings)
{
    private const string Table = WebhookRows.Table;

    // Longer than one delivery may take.
    private readonly TimeSpan length = settings.Value.Timeout + TimeSpan.FromSeconds(5);

    private const string Take = $"""
        with found as (
            select id, coalesce(leased_until < now(), true) as free, coalesce(call_again > now(), false) as comes,
                next_try is null or next_try <= now() or failures = $3 as due
            from {Table} where id = $1 and disabled is null for update
        )
        update {Table} as webhook set
            lease = case when free then $2 else lease end,
            leased_until = case when free then now() + $4 else leased_until end,
            called = not free,
            call_again = case when free or comes then call_again else leased_until + interval '1 second' end
        from found where webhook.id = found.id and (due or not free)
        returning free, case when not free and not comes then call_again - now() end,
            client, tenant_id, url, secret, case when former_until > now() then former_secret end, is_token, position, failures
        """;

    private const string Delivered = $"""
        update {Table} set position = $3, leased_until = now() + $4,
            last_success = now(), failures = 0, failing_since = null, last_failure = null, next_try = null
        where id = $1 and lease = $2
        """;

    private const string Failed = $"""
        update {Table} set failures = failures + 1, failing_since = coalesce(failing_since, now()), last_failure = $3, next_try = now() + $4,
            disabled = $5, lease = null, leased_until = null
        where id = $1 and lease = $2
        """;

    private const string GiveBack = $"""
        update {Table} set lease = case when called and not $3 then lease end, leased_until = case when called and not $3 then leased_until end, called = false
        where id = $1 and lease = $2
        returning lease is null
        """;

    private const string Revive = $"""
        update {Table} set disabled = null, failures = 0, next_try = null where id = $1
        """;

    /// <returns>A lease; or when to come again, or neither where there is nothing to do or somebody comes anyway.</returns>
    public async Task<(DeliveryLease? Lease, TimeSpan? Again)> TakeAsync(DeliverChanges message, CancellationToken cancellation)
    {
        var lease = Guid.NewGuid();
        await using var command = database.CreateCommand(Take, message.Webhook, lease, message.Retry, length);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        if (!await reader.ReadAsync(cancellation))
        {
            return (null, null);
        }

        if (!reader.GetBoolean(0))
        {
            return (null, reader.IsDBNull(1) ? null : reader.GetTimeSpan(1));
        }

        var target = WebhookTarget.From(reader, message.Webhook, client: reader.GetString(2), column: 3);
        return (new(lease, target, reader.GetInt64(8), reader.GetInt32(9)), null);
    }

    /// <returns>False where the lease is lost: the webhook was deleted, or somebody thought us gone.</returns>
    public async Task<bool> DeliveredAsync(DeliveryLease lease, long position)
    {
        await using var command = database.CreateCommand(Delivered, lease.Target.Id, lease.Id, position, length);
        return await command.ExecuteNonQueryAsync() > 0;
    }

    /// <param name="lease">Ends with this.</param>
    /// <param name="failure">What it was.</param>
    /// <param name="pause">Until the next try; null for none.</param>
    /// <param name="disabled">Why it is not tried again.</param>
    /// <returns>False where the lease was lost before.</returns>
    public async Task<bool> FailedAsync(DeliveryLease lease, string failure, TimeSpan? pause, string? disabled)
    {
        await using var command = database.CreateCommand(Failed, lease.Target.Id, lease.Id, failure);
        command.Parameters.Add(new() { Value = (object?)pause ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Interval });
        command.Parameters.Add(new() { Value = (object?)disabled ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Varchar });
        return await command.ExecuteNonQueryAsync() > 0;
    }

    /// <param name="lease">To be given back.</param>
    /// <param name="evenIfCalled">Somebody comes for what there is to do.</param>
    /// <returns>False where somebody left word meanwhile, and the lease goes on.</returns>
    public async Task<bool> GiveBackAsync(DeliveryLease lease, bool evenIfCalled = false)
    {
        await using var command = database.CreateCommand(GiveBack, lease.Target.Id, lease.Id, evenIfCalled);
        return await command.ExecuteScalarAsync() is not false;
    }

    /// <summary>Begins anew with one that fails or is disabled.</summary>
    public async Task<bool> ReviveAsync(Guid webhook, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Revive, webhook);
        return await command.ExecuteNonQueryAsync(cancellation) > 0;
    }
}
