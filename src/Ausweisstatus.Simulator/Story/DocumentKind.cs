namespace Ausweisstatus.Simulator.Story;

/// <summary>The kinds of document the feed is about.</summary>
internal enum DocumentKind
{
    IdentityCard,
    ProvisionalIdentityCard,
    Passport,
    ExpressPassport,
    ProvisionalPassport,
    EidCard,
    ResidencePermit,
    TravelDocument,
}
