using System.Collections.Immutable;

namespace Ausweisstatus.Domain;

/// <summary>
/// Where a document is and how it came there: a function of the set of facts, whatever their order of arrival. See <see cref="Folding"/>.
/// </summary>
public sealed record Status
{
    /// <summary>The status of a document of which nothing is known.</summary>
    public static Status Unknown { get; } = new();

    /// <summary>Null while no fact has set a stage.</summary>
    public Stage? Stage { get; init; }

    /// <summary>When the current stage was entered in the current run.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>When the last fact that counts happened.</summary>
    public DateTimeOffset? LastHeard { get; init; }

    /// <summary>The stages entered, oldest first.</summary>
    public ImmutableArray<StageEntered> History { get; init; } = [];

    public DocumentKind? Kind { get; init; }

    public Delivery? Delivery { get; init; }

    /// <summary>When the application was received, where it was.</summary>
    public DateTimeOffset? AppliedAt { get; init; }

    /// <summary>Where the document is or will be collected.</summary>
    public LocationId? Location { get; init; }

    /// <summary>Until when it is held for collection, at the office or at the branch.</summary>
    public DateOnly? HeldUntil { get; init; }

    public ShortText? Branch { get; init; }

    public ShortText? Carrier { get; init; }

    public ShortText? TrackingNumber { get; init; }

    /// <summary>Why the applicant has to do something.</summary>
    public ReturnReason? ReturnReason { get; init; }

    public CancelReason? CancelReason { get; init; }

    /// <summary>Counts the attempts to make or send the document from 1: a fact that sends it back begins another.</summary>
    public int Run { get; init; } = 1;

    /// <summary>Counts the codes of this document from 1.</summary>
    public int Generation { get; init; } = 1;

    /// <summary>The lookup of the code that works now; null while there is none.</summary>
    public Lookup? Lookup { get; init; }

    public ImmutableArray<Anomaly> Anomalies { get; init; } = [];

    /// <summary>The anomalies, with that of a location the authority has not told us about.</summary>
    public IEnumerable<Anomaly> AnomaliesGiven(Func<LocationId, bool> isKnown) =>
        Location is { } location && !isKnown(location) ? [.. Anomalies, Anomaly.UnknownLocation] : Anomalies;

    // Arrays compare by reference; two statuses with the same history are the same status.
    public bool Equals(Status? other) =>
        other is not null
        && (Stage, Since, LastHeard, AppliedAt) == (other.Stage, other.Since, other.LastHeard, other.AppliedAt)
        && (Kind, Delivery, Location, HeldUntil) == (other.Kind, other.Delivery, other.Location, other.HeldUntil)
        && (Branch, Carrier, TrackingNumber) == (other.Branch, other.Carrier, other.TrackingNumber)
        && (ReturnReason, CancelReason, Run, Generation, Lookup) == (other.ReturnReason, other.CancelReason, other.Run, other.Generation, other.Lookup)
        && History.SequenceEqual(other.History)
        && Anomalies.SequenceEqual(other.Anomalies);

    public override int GetHashCode() => HashCode.Combine(Stage, Since, LastHeard, Lookup);
}
