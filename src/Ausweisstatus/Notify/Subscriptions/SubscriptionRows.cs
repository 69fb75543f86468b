using System.Text.Json;
using Ausweisstatus.Domain;
using Ausweisstatus.Languages;
using Ausweisstatus.Notify.Mail;
using Ausweisstatus.Notify.Push;
using Ausweisstatus.Storage;
using Microsoft.Extensions.Options;
using Npgsql;
using NpgsqlTypes;

namespace Ausweisstatus.Notify.Subscriptions;

/// <summary>
/// Telling a subscriber, as rows: one tells at a time, what is told is written down before it is sent, and what was told afterwards.
/// </summary>
internal sealed class SubscriptionRows(NpgsqlDataSource database, IOptions<MailSettings> mail, IOptions<PushSettings> push)
{
    public const string Table = $"{StorageSetup.Schema}.subscriptions";

    /// <summary>After it what nobody confirmed is forgotten.</summary>
    public const string TimeToConfirm = "interval '24 hours'";

    // From here on a commit that changes the document sends a message of its own. One that runs already holds the row, and is waited for.
    private const string Take = $"""
        with found as (
            select id, coalesce(leased_until < now(), true) as free, coalesce(check_at > now(), false) as comes from {Table} where id = $1 for update
        )
        update {Table} as subscription set
            check_at = case when free then null when comes then check_at else now() + $4 end,
            lease = case when free then $2 else lease end,
            leased_until = case when free then now() + $3 else leased_until end
        from found where subscription.id = found.id
        returning free, comes,
            channel, tenant_id, document, address, language, asked, confirmed_at is not null, told, sending, failures
        """;

    private const string Begin = $"update {Table} set sending = $3, leased_until = now() + $4 where id = $1 and lease = $2";

    private const string Told = $"""
        update {Table} set told = $3, sending = null, failures = 0, failing_since = null, last_failure = null, leased_until = now() + $4
        where id = $1 and lease = $2
        """;

    private const string Finish = $"""
        update {Table} set told = $3, look_on = $4, ended_at = case when $5 then coalesce(ended_at, now()) end, sending = null,
            failures = 0, failing_since = null, last_failure = null, lease = null, leased_until = null
        where id = $1 and lease = $2
        """;

    private const string GiveBack = $"update {Table} set lease = null, leased_until = null where id = $1 and lease = $2";

    // Where a commit has sent a message meanwhile, that one will do.
    private const string Failed = $"""
        with found as (select id, check_at is null as alone from {Table} where id = $1 and lease = $2 for update)
        update {Table} as subscription set failures = failures + 1, failing_since = coalesce(failing_since, now()), last_failure = $3,
            sending = case when $4 then sending end, check_at = coalesce(check_at, now() + $5), lease = null, leased_until = null
        from found where subscription.id = found.id
        returning alone
        """;

    private const string Confirm = $"update {Table} set confirmed_at = now(), leased_until = now() + $3 where id = $1 and lease = $2";

    private const string Remove = $"delete from {Table} where id = $1";

    // Another needs a moment, as a rule; if it died, its lease runs out.
    private static readonly TimeSpan Busy = TimeSpan.FromSeconds(2);

    private static readonly JsonSerializerOptions Json = FactJson.Options;

    // Longer than what lies between two signs of life: one message.
    private readonly TimeSpan length =
        (mail.Value.Timeout > push.Value.Timeout ? mail.Value.Timeout : push.Value.Timeout) + TimeSpan.FromSeconds(10);

    /// <returns>A lease; or, where another has it, when to come again; or neither where somebody comes anyway or there is no such subscription.</returns>
    public async Task<(TellingLease? Lease, TimeSpan? Again)> TakeAsync(Guid subscription, CancellationToken cancellation)
    {
        var lease = Guid.NewGuid();
        await using var command = database.CreateCommand(Take, subscription, lease, length, Busy);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return !await reader.ReadAsync(cancellation) ? (null, null)
            : !reader.GetBoolean(0) ? (null, reader.GetBoolean(1) ? null : Busy)
            : (new TellingLease(lease, SubscriptionOf(subscription, reader)), null);
    }

    /// <summary>The first message has arrived; the lease goes on.</summary>
    public Task ConfirmAsync(TellingLease lease) => ExecuteAsync(Confirm, lease, new NpgsqlParameter { Value = length });

    /// <summary>Writes down what will be sent.</summary>
    /// <returns>False where the lease is lost.</returns>
    public Task<bool> BeginAsync(TellingLease lease, Telling telling) => ExecuteAsync(Begin, lease, JsonOf(telling), new() { Value = length });

    /// <summary>It was sent; the lease goes on.</summary>
    /// <returns>False where the lease is lost.</returns>
    public Task<bool> ToldAsync(TellingLease lease, Told told) => ExecuteAsync(Told, lease, JsonOf(told), new() { Value = length });

    /// <param name="lease">Ends with this.</param>
    /// <param name="told">What they know now.</param>
    /// <param name="lookOn">When there may be news without a fact.</param>
    /// <param name="isOver">Nothing will happen to the document any more.</param>
    public Task FinishAsync(TellingLease lease, Told told, DateOnly? lookOn, bool isOver) =>
        ExecuteAsync(Finish, lease, JsonOf(told), new() { Value = (object?)lookOn ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Date }, new() { Value = isOver });

    public Task GiveBackAsync(TellingLease lease) => ExecuteAsync(GiveBack, lease);

    /// <param name="lease">Ends with this.</param>
    /// <param name="failure">What it was.</param>
    /// <param name="perhapsSent">The same has to be sent again, under the same id.</param>
    /// <param name="pause">Until the next try.</param>
    /// <returns>Whether a message has to come again for it.</returns>
    public async Task<bool> FailedAsync(TellingLease lease, string failure, bool perhapsSent, TimeSpan pause)
    {
        await using var command = database.CreateCommand(Failed, lease.Subscription.Id, lease.Id, failure, perhapsSent, pause);
        return await command.ExecuteScalarAsync() is true;
    }

    /// <summary>The subscription is over, and the address is gone.</summary>
    public async Task<bool> RemoveAsync(Guid subscription)
    {
        await using var command = database.CreateCommand(Remove, subscription);
        return await command.ExecuteNonQueryAsync() > 0;
    }

    private async Task<bool> ExecuteAsync(string sql, TellingLease lease, params NpgsqlParameter[] more)
    {
        await using var command = database.CreateCommand(sql, lease.Subscription.Id, lease.Id);
        command.Parameters.AddRange(more);
        return await command.ExecuteNonQueryAsync() > 0;
    }

    private static Subscription SubscriptionOf(Guid id, NpgsqlDataReader reader) => new(
        id,
        reader.GetString(2),
        AuthorityId.TryParse(reader.GetString(3), null, out var authority) ? authority : null,
        reader.GetGuid(4),
        reader.GetFieldValue<byte[]>(5),
        Language.Of(reader.GetString(6)),
        reader.GetInt32(7),
        reader.GetBoolean(8),
        JsonSerializer.Deserialize<Told>(reader.GetFieldValue<byte[]>(9), Json)!,
        reader.IsDBNull(10) ? null : JsonSerializer.Deserialize<Telling>(reader.GetFieldValue<byte[]>(10), Json),
        reader.GetInt32(11));

    private static NpgsqlParameter JsonOf<T>(T value) => new() { Value = JsonSerializer.SerializeToUtf8Bytes(value, Json), NpgsqlDbType = NpgsqlDbType.Jsonb };
}
