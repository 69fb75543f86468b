namespace Ausweisstatus.Simulator.Story;

/// <summary>Where a document can be, as a citizen is told.</summary>
internal enum Stage
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
