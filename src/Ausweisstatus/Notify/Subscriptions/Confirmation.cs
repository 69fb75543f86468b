using Ausweisstatus.Messaging;
using Npgsql;

namespace Ausweisstatus.Notify.Subscriptions;

/// <summary>What the link in a mail can do.</summary>
internal sealed class Confirmation(NpgsqlDataSource database, Outbox outbox, SubscriptionRows rows)
{
    private const string Table = SubscriptionRows.Table;

    private const string IsConfirmed = $"select confirmed_at is not null from {Table} where id = $1 and {StillCounts}";

    private const string Confirm = $"update {Table} set confirmed_at = now(), check_at = now() where id = $1 and confirmed_at is null and {StillCounts}";

    private const string StillCounts = $"(confirmed_at is not null or created_at > now() - {SubscriptionRows.TimeToConfirm})";

    /// <returns>Whether it is confirmed; null where there is none (any more).</returns>
    public async Task<bool?> FindAsync(Guid subscription, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(IsConfirmed, subscription);
        return (bool?)await command.ExecuteScalarAsync(cancellation);
    }

    /// <summary>From now on they are told. What has changed since they asked is told at once.</summary>
    public async Task ConfirmAsync(Guid subscription, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using var confirm = new NpgsqlCommand(Confirm, connection, transaction) { Parameters = { new() { Value = subscription } } };
        if (await confirm.ExecuteNonQueryAsync(cancellation) > 0)
        {
            await outbox.CommitAsync(transaction, [new TellSubscriber(subscription, Confirmed: true)], cancellation);
        }
    }

    public Task<bool> EndAsync(Guid subscription) => rows.RemoveAsync(subscription);
}
