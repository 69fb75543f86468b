namespace Ausweisstatus.Notify;

/// <summary>There are changes that the webhooks of an authority have not been told.</summary>
public sealed record DeliverChanges(string Authority);

/// <summary>To be filled.</summary>
public static class DeliverChangesHandler
{
    public static void Handle(DeliverChanges message) => ArgumentNullException.ThrowIfNull(message);
}
