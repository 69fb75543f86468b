using Ausweisstatus.Domain;

namespace Ausweisstatus.Intake.Registering;

/// <summary>The body of <c>POST /api/v1/documents</c>, understood.</summary>
/// <param name="AppliedAt">When the application was made; null where the authority did not say.</param>
internal sealed record Registration(
    AuthorityId Authority,
    OrderNumber Order,
    DocumentKind Kind,
    DateOfBirth DateOfBirth,
    Delivery Delivery = Delivery.Pickup,
    LocationId? Location = null,
    DateTimeOffset? AppliedAt = null)
{
    public ApplicationReceived ToFact(LookupKeys keys, LookupKey key, DateTimeOffset now) => new(
        (AppliedAt ?? now).ToUniversalTime(),
        Kind,
        Lookups.Make(keys, key, Authority, Order, Lookups.FirstGeneration, DateOfBirth),
        Delivery,
        Location);

    /// <summary>Whether this says what the application on record says. Where it leaves out the time, any time will do.</summary>
    public bool IsTheSameAs(ApplicationReceived recorded, LookupKeys keys) =>
        keys.Find(recorded.Lookup.KeyVersion) is { } key && ToFact(keys, key, recorded.OccurredAt) == recorded;
}
