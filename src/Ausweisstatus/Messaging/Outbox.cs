using Npgsql;
using Wolverine;
using Wolverine.RDBMS;
using Wolverine.Runtime;

namespace Ausweisstatus.Messaging;

/// <summary>A message, and after which time it is handled.</summary>
internal sealed record Outgoing(object Message, TimeSpan Delay = default);

/// <summary>Lets messages leave with a transaction of ours: they are sent if it commits, and were never there if it does not.</summary>
internal sealed class Outbox(IWolverineRuntime runtime)
{
    /// <returns>To be called after the commit: sends at once what would else wait until a node looks for messages left behind.</returns>
    public async Task<Func<Task>> EnlistAsync(NpgsqlTransaction transaction, IEnumerable<Outgoing> messages)
    {
        var context = new MessageContext(runtime);
        await context.EnlistInOutboxAsync(new DatabaseEnvelopeTransaction((IMessageDatabase)runtime.Storage, transaction));
        foreach (var outgoing in messages)
        {
            await context.PublishAsync(
                outgoing.Message, outgoing.Delay > TimeSpan.Zero ? new DeliveryOptions { ScheduleDelay = outgoing.Delay } : null);
        }

        return context.FlushOutgoingMessagesAsync;
    }
}
