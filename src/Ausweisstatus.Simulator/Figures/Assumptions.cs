namespace Ausweisstatus.Simulator.Figures;

/// <summary>
/// Every rate and delay of the feed that is not read from the CSV files, in one place. Published where a source is named; all others are
/// assumed, because nobody publishes them: plausible and low, yet high enough that each course occurs among 20,000 documents.
/// </summary>
internal static class Assumptions
{
    // Kinds, as documents in a usual month beside the published identity cards and passports.
    public const double ExpressShareOfPassports = 0.08;
    public const double ProvisionalIdentityCards = 25_000;
    public const double ProvisionalPassports = 6_000;
    public const double EidCards = 4_000;
    public const double ResidencePermits = 90_000;
    public const double TravelDocuments = 8_000;

    /// <summary>Share of berlin-mitte; the rest is berlin-pankow.</summary>
    public const double ShareOfMitte = 0.52;

    // Production, in working days. The means of identity card, passport and express passport are published.
    public const double ProductionSpread = 0.25;
    public const double ResidencePermitProduction = 12;
    public const double TravelDocumentProduction = 12;

    /// <summary>Part of an express passport's published three days that is delivery, not production.</summary>
    public const double ExpressDelivery = 1;

    /// <summary>Part of the production time that an order waits before production starts.</summary>
    public const double QueueShare = 0.55;

    // Delivery to the holder: allowed since PAuswV §18 and PassV §17.
    public const double DirectDelivery = 0.07;
    public const double DeliveryMissed = 0.3;

    /// <summary>Published: held at the branch for 7 working days, then to the authority (stadt-koeln.de, voerde.de).</summary>
    public const int HeldAtBranchWorkingDays = 7;

    public const double FetchedFromBranch = 0.75;

    /// <summary>After a missed delivery, before the document goes to a branch for good.</summary>
    public const double TriedAgain = 0.15;

    public const double SentAgainAfterReturn = 0.1;

    // At the office.
    /// <summary>Published for Bonn: branch offices have it 5 working days or more after the main office (bonn.de).</summary>
    public const double BranchOfficeWorkingDays = 5;

    public const double CollectedElsewhere = 0.02;
    public const double MovedWhileReady = 0.006;
    public const double SentToOtherOffice = 0.004;
    public const double MeanWorkingDaysUntilCollected = 7;
    public const double NeverCollected = 0.015;
    public const int HeldAtOfficeDays = 84;
    public const double LocationToldAtApplication = 0.8;

    // What goes wrong, as a share of documents (or of attempts, where a course can repeat).
    public const double OrderReturned = 0.02;
    public const double QualityRejected = 0.012;
    public const double IncomingCheckFailed = 0.006;
    public const double LostOnTheWay = 0.005;
    public const double Cancelled = 0.008;

    // Applicants.
    public const double DayAndMonthOfBirthUnknown = 0.007;
    public const double DayOfBirthUnknown = 0.004;

    // What the systems make of it.
    public const double PrintShopClockWrong = 0.06;
    public const double CourierClockWrong = 0.06;
    public const double OfficeClockWrong = 0.1;
    public const double StampedWhenExported = 0.015;
    public const double ToldLate = 0.04;
    public const double RegisteredLate = 0.1;
    public const double ResentSingly = 0.03;
    public const double NightResentWhole = 0.04;
    public const double SecondWitness = 0.35;
    public const double ToldByMistake = 0.02;
    public const double WrongLocationTold = 0.008;
    public const double RetractedBeforeTold = 0.3;
}
