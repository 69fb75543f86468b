using Ausweisstatus.Problems;

namespace Ausweisstatus.Intake;

/// <summary>Why a fact is refused. Slugs are for ever; docs/api explains each.</summary>
internal static class IntakeProblems
{
    public static readonly Problem MalformedEvent = new("malformed-event", "This is not readable as a CloudEvent in JSON.", 400);
    public static readonly Problem EventTooLarge = new("event-too-large", "An event may have up to 64 KiB.", 413);
    public static readonly Problem BatchTooLarge = new("batch-too-large", "A batch may have up to 1,000 events.", 413);
    public static readonly Problem InvalidEvent = new("invalid-event", "The event lacks something or holds something that cannot be.", 422);
    public static readonly Problem UnknownFact = new("unknown-fact", "There is no fact of this type.", 422);
    public static readonly Problem TimeInFuture = new("time-in-future", "The event is stamped more than five minutes ahead of our clock.", 422);
    public static readonly Problem InvalidData = new("invalid-data", "The data of the event is not what this fact needs.", 422);
    public static readonly Problem ForeignSource = new("foreign-source", "The source is not registered for this client.", 403);
    public static readonly Problem NotYoursToSay = new("fact-not-allowed", "This fact is not for this client's role to say.", 403);
    public static readonly Problem EventIdReused = new("event-id-reused", "This source and id were used before, for another content.", 409);

    public static readonly Problem FactOfAnotherDocument =
        new("fact-of-another-document", "The fact to be retracted is known, but it is a fact of another document.", 409);

    public static readonly Problem NotRetractable =
        new("not-retractable", "A retraction cannot be retracted. Send the fact again under a new id.", 409);

    public static readonly Problem DocumentClosed = new("document-closed", "This document was closed and takes no more facts.", 409);

    public static readonly Problem OrderAlreadyRegistered =
        new("order-already-registered", "This order is registered already with different data, or another code is in force for it.", 409);

    public static IReadOnlyList<Problem> All { get; } =
    [
        MalformedEvent, EventTooLarge, BatchTooLarge, InvalidEvent, UnknownFact, TimeInFuture, InvalidData,
        ForeignSource, NotYoursToSay, EventIdReused, FactOfAnotherDocument, NotRetractable,
        DocumentClosed, OrderAlreadyRegistered,
    ];
}
