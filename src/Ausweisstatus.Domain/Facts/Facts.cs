namespace Ausweisstatus.Domain;

/// <summary>
/// Something that happened to a document, told by one of the systems around it. Facts are never changed; a wrong one is retracted.
/// No fact holds a name, a date of birth or a serial number.
/// </summary>
/// <param name="OccurredAt">When it happened, by the sender's clock, in UTC.</param>
public abstract record Fact(DateTimeOffset OccurredAt);

/// <summary>A fact with its id: what a document is folded from.</summary>
public sealed record KnownFact(Guid Id, Fact Fact);

// The application.

/// <summary>An authority received an application. The date of birth goes into the lookup and is not kept.</summary>
public sealed record ApplicationReceived(
    DateTimeOffset OccurredAt,
    DocumentKind Kind,
    Lookup Lookup,
    Delivery Delivery = Delivery.Pickup,
    LocationId? Location = null) : Fact(OccurredAt);

/// <summary>
/// The code on the slip was replaced; the old one stops working. Without a lookup (the sender did not tell the date of birth) the new code
/// cannot be asked with yet.
/// </summary>
/// <param name="Generation">Counts the codes of a document from 1; a reissue is 2 or higher.</param>
public sealed record ReferenceReissued(DateTimeOffset OccurredAt, int Generation, Lookup? Lookup = null) : Fact(OccurredAt);

/// <summary>The authority ended the application.</summary>
public sealed record Cancelled(DateTimeOffset OccurredAt, CancelReason Reason) : Fact(OccurredAt);

// The order at the manufacturer.

/// <summary>The authority sent the order to the manufacturer.</summary>
public sealed record OrderSent(DateTimeOffset OccurredAt) : Fact(OccurredAt);

/// <summary>The manufacturer confirmed the order.</summary>
public sealed record OrderConfirmed(DateTimeOffset OccurredAt) : Fact(OccurredAt);

/// <summary>The order went back to the authority; the applicant has to do something.</summary>
public sealed record OrderReturned(DateTimeOffset OccurredAt, ReturnReason Reason) : Fact(OccurredAt);

/// <summary>The manufacturer began to make the document.</summary>
public sealed record ProductionStarted(DateTimeOffset OccurredAt) : Fact(OccurredAt);

/// <summary>The document is made.</summary>
public sealed record ProductionCompleted(DateTimeOffset OccurredAt) : Fact(OccurredAt);

/// <summary>The manufacturer threw the document away and makes it again.</summary>
public sealed record QualityRejected(DateTimeOffset OccurredAt) : Fact(OccurredAt);

// On the way.

/// <summary>The document left the manufacturer, for the office or straight to its holder.</summary>
public sealed record Dispatched(
    DateTimeOffset OccurredAt,
    Destination To,
    ShortText? Carrier = null,
    ShortText? TrackingNumber = null) : Fact(OccurredAt);

/// <summary>Nobody was at home; the document waits at a branch of the carrier.</summary>
public sealed record DeliveryMissed(
    DateTimeOffset OccurredAt,
    ShortText? Branch = null,
    DateOnly? HeldUntil = null) : Fact(OccurredAt);

/// <summary>The document could not be delivered and came back to the authority.</summary>
public sealed record ReturnedToOffice(DateTimeOffset OccurredAt) : Fact(OccurredAt);

/// <summary>The document is on its way once more, after a setback or to another office of the authority.</summary>
/// <param name="Location">The office it goes to, where that is known.</param>
public sealed record SentAgain(
    DateTimeOffset OccurredAt,
    Destination To,
    SentAgainReason Reason,
    LocationId? Location = null,
    ShortText? Carrier = null,
    ShortText? TrackingNumber = null) : Fact(OccurredAt);

/// <summary>The courier handed the document to its holder.</summary>
public sealed record Delivered(DateTimeOffset OccurredAt) : Fact(OccurredAt);

/// <summary>The document cannot be found.</summary>
public sealed record Lost(DateTimeOffset OccurredAt) : Fact(OccurredAt);

// At the office.

/// <summary>The document arrived at the authority. It is not yet ready for anybody.</summary>
public sealed record ArrivedAtOffice(DateTimeOffset OccurredAt, LocationId? Location = null) : Fact(OccurredAt);

/// <summary>The authority found a fault on arrival; the document is made again.</summary>
public sealed record IncomingCheckFailed(DateTimeOffset OccurredAt) : Fact(OccurredAt);

/// <summary>The holder can collect the document, here.</summary>
public sealed record ReadyForPickup(
    DateTimeOffset OccurredAt,
    LocationId Location,
    DateOnly? HeldUntil = null) : Fact(OccurredAt);

/// <summary>The authority handed the document to its holder.</summary>
public sealed record HandedOver(DateTimeOffset OccurredAt) : Fact(OccurredAt);

/// <summary>Nobody came for the document in time.</summary>
public sealed record NotCollected(DateTimeOffset OccurredAt) : Fact(OccurredAt);

// About another fact.

/// <summary>A fact was told wrongly: it counts as never told, whether the retraction comes before it or after.</summary>
/// <param name="Fact">The id of the retracted fact.</param>
public sealed record FactRetracted(DateTimeOffset OccurredAt, Guid Fact, RetractionReason Reason) : Fact(OccurredAt);
