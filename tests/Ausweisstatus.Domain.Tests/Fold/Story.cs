using static Ausweisstatus.Domain.Tests.Samples;

namespace Ausweisstatus.Domain.Tests;

/// <summary>The facts of a usual life, each on a day of its own; <see cref="On"/> puts one on another day.</summary>
internal static class Story
{
    public static readonly ApplicationReceived Received = new(Day(1), DocumentKind.Parse("identity-card"), LookupOf("1990-05-17"));
    public static readonly OrderSent Ordered = new(Day(2));
    public static readonly OrderConfirmed Confirmed = new(Day(3));
    public static readonly OrderReturned OrderReturned = new(Day(4), ReturnReason.Photo);
    public static readonly ProductionStarted ProductionStarted = new(Day(5));
    public static readonly ProductionCompleted Produced = new(Day(6));
    public static readonly QualityRejected QualityRejected = new(Day(7));
    public static readonly Dispatched DispatchedToOffice = new(Day(8), Destination.Office);
    public static readonly Dispatched DispatchedToHolder = new(Day(8), Destination.Holder);
    public static readonly DeliveryMissed DeliveryMissed = new(Day(9));
    public static readonly ReturnedToOffice ReturnedToOffice = new(Day(10));
    public static readonly ArrivedAtOffice Arrived = new(Day(10));
    public static readonly IncomingCheckFailed IncomingCheckFailed = new(Day(11));
    public static readonly ReadyForPickup Ready = new(Day(12), Rathaus);
    public static readonly Lost Lost = new(Day(13));
    public static readonly Delivered Delivered = new(Day(14));
    public static readonly HandedOver HandedOver = new(Day(14));
    public static readonly NotCollected NotCollected = new(Day(15));
    public static readonly Cancelled Cancelled = new(Day(16), CancelReason.Withdrawn);
    public static readonly ReferenceReissued Reissued = new(Day(3), Generation: 2, LookupOf("1990-05-17", generation: 2));

    /// <summary>One of each row of the fold.</summary>
    public static IReadOnlyList<Fact> OneOfEach { get; } =
    [
        Received, Ordered, Confirmed, OrderReturned, ProductionStarted, Produced, QualityRejected, DispatchedToOffice, DispatchedToHolder,
        DeliveryMissed, ReturnedToOffice, Arrived, IncomingCheckFailed, Ready, Lost, Delivered, HandedOver, NotCollected, Cancelled,
        Reissued, new FactRetracted(Day(2), Guid.Empty, RetractionReason.DidNotHappen),
    ];

    public static FactRetracted Retraction(Fact of) => new(Day(20), of.Id(), RetractionReason.DidNotHappen);

    public static T On<T>(this T fact, int day, int hour = 0) where T : Fact => fact with { OccurredAt = Day(day, hour) };
}
