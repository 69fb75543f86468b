namespace Ausweisstatus.Domain;

/// <summary>Something staff should look at. It never refuses a fact.</summary>
public enum Anomaly
{
    /// <summary>A fact happened after a final stage.</summary>
    AfterFinal,

    /// <summary>Two different final facts.</summary>
    SecondOutcome,

    /// <summary>Handed over without having been ready for collection.</summary>
    SkippedReady,

    /// <summary>Facts, but no application.</summary>
    NotRegistered,

    /// <summary>Two applications that differ.</summary>
    RegisteredTwice,

    /// <summary>A fact of the current run that came too low to move the status.</summary>
    BackInTime,

    /// <summary>A retraction names nothing of this document that can be retracted, or nothing yet.</summary>
    RetractsNothing,

    /// <summary>A location that the authority has not told us about.</summary>
    UnknownLocation,
}
