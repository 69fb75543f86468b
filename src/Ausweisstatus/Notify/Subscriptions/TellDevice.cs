using Wolverine;

namespace Ausweisstatus.Notify.Subscriptions;

/// <summary>There may be something to tell a subscriber by web push, be it that it is set up.</summary>
/// <param name="Subscription">Its id.</param>
public sealed record TellDevice(Guid Subscription);

/// <summary>Called by Wolverine, which wants it public.</summary>
public static class TellDeviceHandler
{
    public static async Task<DeliveryMessage<TellDevice>?> HandleAsync(TellDevice message, ITellSubscriber telling, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(telling);
        return await telling.ExecuteAsync(message.Subscription, confirmed: false, cancellation) is { } again
            ? new TellDevice(message.Subscription).DelayedFor(again)
            : null;
    }
}
