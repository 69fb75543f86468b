using Npgsql;
using Wolverine;
using Wolverine.RDBMS;
using Wolverine.Runtime;

namespace Ausweisstatus.Messaging;

/// <summary>Lets messages leave with a transaction of ours: they are sent if it commits, and were never there if it does not.</summary>
internal sealed class Outbox(IWolverineRuntime runtime)
{
    /// <returns>To be called after the commit: sends at once what would else wait until a node looks for messages left behind.</returns>
    /// <param name="transaction">With which they leave.</param>
    /// <param name="messages">What is sent.</param>
    /// <param name="delay">After which they arrive.</param>
    public async Task<Func<Task>> EnlistAsync(NpgsqlTransaction transaction, IEnumerable<object> messages, TimeSpan? delay = null)
    {
        var context = new MessageContext(runtime);
        await context.EnlistInOutboxAsync(new DatabaseEnvelopeTransaction((IMessageDatabase)runtime.Storage, transaction));
        foreach (var message in messages)
        {
            await context.PublishAsync(message, delay is null ? null : new DeliveryOptions { ScheduleDelay = delay });
        }

        return context.FlushOutgoingMessagesAsync;
    }

    /// <summary>Commits, and sends at once what leaves with it.</summary>
    public async Task CommitAsync(NpgsqlTransaction transaction, IReadOnlyCollection<object> messages, CancellationToken cancellation)
    {
        var send = await EnlistAsync(transaction, messages);
        await transaction.CommitAsync(cancellation);
        await send();
    }
}
