using Ausweisstatus.Domain;
using Ausweisstatus.Intake.Registering;

namespace Ausweisstatus.Intake;

/// <summary>A fact that was understood and that its sender may say; not yet recorded.</summary>
/// <param name="Source">The CloudEvents <c>source</c>.</param>
/// <param name="EventId">The CloudEvents <c>id</c>.</param>
/// <param name="Client">The registered client that sent it.</param>
/// <param name="DateOfBirth">What the fact's lookup was made from; lives as long as the request and is never stored.</param>
/// <param name="Registration">What an authority registers with it; null for a fact that was posted.</param>
internal sealed record Submission(
    AuthorityId Authority,
    OrderNumber Order,
    Fact Fact,
    string Source,
    string EventId,
    string Client,
    DateOfBirth? DateOfBirth = null,
    Registration? Registration = null)
{
    /// <summary>Ids that begin so are given by <c>POST /api/v1/documents</c> and by nobody else: <c>registration/number/document</c>.</summary>
    public const string RegistrationIds = "registration/";

    public Guid FactId { get; } = Domain.FactId.Of(Source, EventId);

    public Guid DocumentId { get; } = Domain.DocumentId.Of(Authority, Order);

    /// <summary>The same under another id.</summary>
    public Submission WithEventId(string eventId) => new(Authority, Order, Fact, Source, eventId, Client, DateOfBirth, Registration);

    /// <summary>
    /// Whether this is what was recorded under its id before: the same fact about the same document. A lookup made with an older key is
    /// made again with that key before it is compared.
    /// </summary>
    public bool IsTheSameAs(Guid recordedDocument, Fact recorded, LookupKeys keys) =>
        DocumentId == recordedDocument && (Fact == recorded || Lookups.UnderTheKeyOf(recorded, this, keys) == recorded);
}
