using Wolverine;

namespace Ausweisstatus.Notify.Webhooks;

/// <summary>There are changes that a webhook has not been told.</summary>
/// <param name="Webhook">Its id.</param>
/// <param name="Retry">After how many failures this is the next try; -1 where it is none.</param>
public sealed record DeliverChanges(Guid Webhook, int Retry = -1);

/// <summary>Called by Wolverine, which wants it public.</summary>
public static class DeliverChangesHandler
{
    public static Task<DeliveryMessage<DeliverChanges>?> HandleAsync(DeliverChanges message, IDeliverChanges delivery, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        return delivery.ExecuteAsync(message, cancellation);
    }
}

/// <summary>What the handler calls.</summary>
public interface IDeliverChanges
{
    /// <returns>What comes later; null for nothing.</returns>
    Task<DeliveryMessage<DeliverChanges>?> ExecuteAsync(DeliverChanges message, CancellationToken cancellation);
}
