using Ausweisstatus.EventLog;
using Ausweisstatus.Messaging;
using Ausweisstatus.Notify.Mail;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Ausweisstatus.Notify.Subscriptions;

/// <summary>
/// Lets a message leave with the facts for each subscription to a document that changed. It comes when the quiet window is over; until then no
/// further one is sent. What there is to tell is decided then.
/// </summary>
internal sealed class NotifySubscribers(Lazy<Outbox> outbox, IOptions<MailSettings> settings, IHostEnvironment environment) : IStatusChangedHandler
{
    // Rows with a message on its way are locked too: who begins to tell them waits for this commit, and sees its facts.
    private const string Sql = $"""
        with found as (
            select id, check_at from {SubscriptionRows.Table} where document = any($1) and confirmed_at is not null order by id for no key update
        )
        update {SubscriptionRows.Table} as subscription set check_at = now() + $2
        from found where subscription.id = found.id and found.check_at is null
        returning subscription.id, subscription.channel
        """;

    private static readonly TimeSpan Usual = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan InDevelopment = TimeSpan.FromSeconds(5);

    private readonly TimeSpan window = settings.Value.QuietWindow ?? (environment.IsDevelopment() ? InDevelopment : Usual);

    public async Task<Func<Task>?> HandleAsync(IReadOnlyList<StatusChanged> changes, NpgsqlTransaction transaction)
    {
        await using var command = new NpgsqlCommand(Sql, transaction.Connection, transaction);
        command.Parameters.AddWithValue(changes.Select(change => change.Document.Id).ToArray());
        command.Parameters.AddWithValue(window);
        await command.PrepareAsync();

        List<object> messages = [];
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                messages.Add(IChannel.MessageFor(reader.GetGuid(0), reader.GetString(1)));
            }
        }

        return messages.Count > 0 ? await outbox.Value.EnlistAsync(transaction, messages, window) : null;
    }
}
