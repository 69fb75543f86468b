namespace Ausweisstatus.Domain;

/// <summary>The details of a fact beside its stage. What a fact leaves out stays as it was.</summary>
internal static class FactDetails
{
    public static Status WithDetailsOf(this Status status, Fact fact) => fact switch
    {
        Dispatched dispatched => status with
        {
            Carrier = dispatched.Carrier ?? status.Carrier,
            TrackingNumber = dispatched.TrackingNumber ?? status.TrackingNumber,
        },
        SentAgain again => status with
        {
            Location = again.Location ?? status.Location,
            Carrier = again.Carrier ?? status.Carrier,
            TrackingNumber = again.TrackingNumber ?? status.TrackingNumber,
        },
        DeliveryMissed missed => status with { Branch = missed.Branch ?? status.Branch, HeldUntil = missed.HeldUntil ?? StillAhead(status, missed) },
        ArrivedAtOffice arrived => status with { Location = arrived.Location ?? status.Location },
        ReadyForPickup ready => status with { Location = ready.Location, HeldUntil = ready.HeldUntil ?? StillAhead(status, ready) },
        OrderReturned returned => status with { ReturnReason = returned.Reason },
        Cancelled cancelled => status with { CancelReason = cancelled.Reason },
        _ => status,
    };

    // Who says on a later day that it is held, holds it longer than was said before.
    private static DateOnly? StillAhead(Status status, Fact fact) =>
        status.HeldUntil is { } until && until >= fact.OccurredAt.DayInBerlin() ? until : null;

    // Hashes made with different keys cannot be compared; they are no reason to alarm anybody.
    public static bool IsEquivalentTo(this ApplicationReceived one, ApplicationReceived other) =>
        one.Kind == other.Kind
        && one.Delivery == other.Delivery
        && one.Location == other.Location
        && (one.Lookup == other.Lookup || one.Lookup.KeyVersion != other.Lookup.KeyVersion);
}
