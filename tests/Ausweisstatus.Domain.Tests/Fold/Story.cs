using static Ausweisstatus.Domain.Tests.Samples;

namespace Ausweisstatus.Domain.Tests;

/// <summary>The facts of a usual life, each on a day of its own; <see cref="On"/> puts one on another day.</summary>
internal static class Story
{
    public static readonly ApplicationReceived received = new(Day(1), DocumentKind.Parse("identity-card"), LookupOf("1990-05-17"));
    public static readonly OrderSent ordered = new(Day(2));
    public static readonly OrderConfirmed confirmed = new(Day(3));
    public static readonly OrderReturned orderReturned = new(Day(4), ReturnReason.Photo);
    public static readonly ProductionStarted productionStarted = new(Day(5));
    public static readonly ProductionCompleted produced = new(Day(6));
    public static readonly QualityRejected qualityRejected = new(Day(7));
    public static readonly Dispatched dispatchedToOffice = new(Day(8), Destination.Office);
    public static readonly Dispatched dispatchedToHolder = new(Day(8), Destination.Holder);
    public static readonly DeliveryMissed deliveryMissed = new(Day(9));
    public static readonly ReturnedToOffice returnedToOffice = new(Day(10));
    public static readonly ArrivedAtOffice arrived = new(Day(10));
    public static readonly IncomingCheckFailed incomingCheckFailed = new(Day(11));
    public static readonly SentAgain sentAgainToHolder = new(Day(11), Destination.Holder, SentAgainReason.SecondAttempt);
    public static readonly SentAgain sentAgainToOffice = new(Day(13), Destination.Office, SentAgainReason.OtherOffice, Osloer);
    public static readonly ReadyForPickup ready = new(Day(12), Rathaus);
    public static readonly Lost lost = new(Day(13));
    public static readonly Delivered delivered = new(Day(14));
    public static readonly HandedOver handedOver = new(Day(14));
    public static readonly NotCollected notCollected = new(Day(15));
    public static readonly Cancelled cancelled = new(Day(16), CancelReason.Withdrawn);
    public static readonly ReferenceReissued reissued = new(Day(3), Generation: 2, LookupOf("1990-05-17", generation: 2));

    /// <summary>One of each row of the fold.</summary>
    public static IReadOnlyList<Fact> OneOfEach { get; } =
    [
        received, ordered, confirmed, orderReturned, productionStarted, produced, qualityRejected, dispatchedToOffice, dispatchedToHolder,
        deliveryMissed, returnedToOffice, arrived, incomingCheckFailed, sentAgainToHolder, sentAgainToOffice, ready, lost, delivered, handedOver, notCollected, cancelled,
        reissued, new FactRetracted(Day(2), Guid.Empty, RetractionReason.DidNotHappen),
    ];

    public static FactRetracted Retraction(Fact of) => new(Day(20), of.Id(), RetractionReason.DidNotHappen);

    public static T On<T>(this T fact, int day, int hour = 0) where T : Fact => fact with { OccurredAt = Day(day, hour) };
}
