namespace Ausweisstatus.Domain;

/// <summary>Where a document is, as a person would say it.</summary>
public enum Stage
{
    Received,
    Ordered,
    ActionNeeded,
    InProduction,
    Produced,
    BeingRemade,
    Shipped,
    InDelivery,
    HeldAtBranch,
    AtOffice,
    ReadyForPickup,
    HandedOver,
    NotCollected,
    Lost,
    Cancelled,
}
