namespace Ausweisstatus.Notify;

/// <summary>There are changes that the webhooks of an authority have not been told.</summary>
public sealed record DeliverChanges(string Authority);

/// <summary>A document that somebody subscribed to may have something to tell.</summary>
public sealed record TellSubscribers(string Authority, Guid Document);

/// <summary>To be filled.</summary>
public static class DeliverChangesHandler
{
    public static void Handle(DeliverChanges message) => ArgumentNullException.ThrowIfNull(message);
}

/// <summary>To be filled.</summary>
public static class TellSubscribersHandler
{
    public static void Handle(TellSubscribers message) => ArgumentNullException.ThrowIfNull(message);
}
