namespace Ausweisstatus.Simulator.Story;

/// <summary>The facts a system can tell, by the name in their CloudEvents type.</summary>
internal enum FactName
{
    ApplicationReceived,
    OrderSent,
    OrderConfirmed,
    OrderReturned,
    ProductionStarted,
    ProductionCompleted,
    QualityRejected,
    Dispatched,
    DeliveryMissed,
    ReturnedToOffice,
    ArrivedAtOffice,
    IncomingCheckFailed,
    SentAgain,
    ReadyForPickup,
    Delivered,
    HandedOver,
    NotCollected,
    Lost,
    Cancelled,
    FactRetracted,
}
