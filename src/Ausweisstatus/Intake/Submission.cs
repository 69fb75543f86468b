using Ausweisstatus.Domain;
using Ausweisstatus.EventLog;
using Ausweisstatus.Intake.Reading;
using Ausweisstatus.Intake.Registering;

namespace Ausweisstatus.Intake;

/// <summary>A fact that was understood and that its sender may say; not yet recorded.</summary>
/// <param name="Document">The document it is about.</param>
/// <param name="New">The fact and its envelope.</param>
/// <param name="DateOfBirth">What the fact's lookup was made from; lives as long as the request and is never stored.</param>
/// <param name="Registration">What an authority registers with it; null for a fact that was posted.</param>
internal sealed record Submission(DocumentKey Document, NewFact New, DateOfBirth? DateOfBirth = null, Registration? Registration = null)
{
    /// <summary>Ids that begin so are given by <c>POST /api/v1/documents</c> and by nobody else: <c>registration/number/document</c>.</summary>
    public const string RegistrationIds = "registration/";

    /// <summary>The event it was read from; null where there was none.</summary>
    public ReceivedEvent? Received { get; init; }

    public Fact Fact => New.Fact;

    /// <summary>
    /// Whether this is what was recorded under its id before: the same fact about the same document. A lookup made with an older key is
    /// made again with that key before it is compared.
    /// </summary>
    public bool IsTheSameAs(ExistingFact recorded, LookupKeys keys) =>
        Document.Id == recorded.Document && (Fact == recorded.Fact || Lookups.UnderTheKeyOf(recorded.Fact, this, keys) == recorded.Fact);
}
