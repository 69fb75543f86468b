using Wolverine;

namespace Ausweisstatus.Notify.Subscriptions;

/// <summary>There may be something to tell a subscriber by mail, be it that they have to confirm.</summary>
/// <param name="Subscription">Its id.</param>
/// <param name="Confirmed">They have just confirmed: commits that run may not know of it.</param>
public sealed record TellSubscriber(Guid Subscription, bool Confirmed = false);

/// <summary>Called by Wolverine, which wants it public.</summary>
public static class TellSubscriberHandler
{
    public static async Task<DeliveryMessage<TellSubscriber>?> HandleAsync(TellSubscriber message, ITellSubscriber telling, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(telling);
        return await telling.ExecuteAsync(message.Subscription, message.Confirmed, cancellation) is { } again
            ? new TellSubscriber(message.Subscription).DelayedFor(again)
            : null;
    }
}

/// <summary>What the handlers call.</summary>
public interface ITellSubscriber
{
    /// <returns>After which time it has to be called once more; null for not.</returns>
    Task<TimeSpan?> ExecuteAsync(Guid subscription, bool confirmed, CancellationToken cancellation);
}
