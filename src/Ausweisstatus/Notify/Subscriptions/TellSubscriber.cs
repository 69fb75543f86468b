using Wolverine;

namespace Ausweisstatus.Notify.Subscriptions;

/// <summary>There may be something to tell a subscriber, be it that they have to confirm.</summary>
/// <param name="Subscription">Its id.</param>
/// <param name="Confirmed">They have just confirmed: commits that run may not know of it.</param>
public sealed record TellSubscriber(Guid Subscription, bool Confirmed = false);

/// <summary>Called by Wolverine, which wants it public.</summary>
public static class TellSubscriberHandler
{
    public static Task<DeliveryMessage<TellSubscriber>?> HandleAsync(TellSubscriber message, ITellSubscriber telling, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(telling);
        return telling.ExecuteAsync(message, cancellation);
    }
}

/// <summary>What the handler calls.</summary>
public interface ITellSubscriber
{
    /// <returns>What comes later; null for nothing.</returns>
    Task<DeliveryMessage<TellSubscriber>?> ExecuteAsync(TellSubscriber message, CancellationToken cancellation);
}
