namespace Ausweisstatus.Domain;

/// <summary>
/// What a fact does to the status: the one table of the fold. <paramref name="Rank"/> orders facts of the same moment and keeps late facts
/// from moving the status back; a fact with a <paramref name="Floor"/> is a reset: it begins a new run, which starts at that rank.
/// </summary>
internal readonly record struct FoldRow(int Rank, Stage? Stage, int? Floor = null)
{
    public static FoldRow Of(Fact fact) => fact switch
    {
        ApplicationReceived => new(10, Domain.Stage.Received),
        OrderSent => new(20, Domain.Stage.Ordered),
        OrderConfirmed => new(25, Domain.Stage.Ordered),
        OrderReturned => new(28, Domain.Stage.ActionNeeded, Floor: 10),
        ProductionStarted => new(30, Domain.Stage.InProduction),
        ProductionCompleted => new(40, Domain.Stage.Produced),
        QualityRejected => new(45, Domain.Stage.BeingRemade, Floor: 25),
        Dispatched { To: Destination.Office } => new(50, Domain.Stage.Shipped),
        Dispatched { To: Destination.Holder } => new(50, Domain.Stage.InDelivery),
        DeliveryMissed => new(60, Domain.Stage.HeldAtBranch),
        ReturnedToOffice => new(65, Domain.Stage.AtOffice),
        ArrivedAtOffice => new(65, Domain.Stage.AtOffice),
        IncomingCheckFailed => new(67, Domain.Stage.BeingRemade, Floor: 15),
        SentAgain { To: Destination.Office } => new(68, Domain.Stage.Shipped, Floor: 50),
        SentAgain { To: Destination.Holder } => new(68, Domain.Stage.InDelivery, Floor: 50),
        ReadyForPickup => new(70, Domain.Stage.ReadyForPickup),
        Lost => new(75, Domain.Stage.Lost, Floor: 15),
        Delivered => new(80, Domain.Stage.HandedOver),
        HandedOver => new(80, Domain.Stage.HandedOver),
        NotCollected => new(85, Domain.Stage.NotCollected),
        Cancelled => new(90, Domain.Stage.Cancelled),
        ReferenceReissued or FactRetracted => new(0, null),
        _ => throw new ArgumentOutOfRangeException(nameof(fact), fact.GetType().Name, "This fact has no row in the fold."),
    };
}
