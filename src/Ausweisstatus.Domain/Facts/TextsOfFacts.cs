namespace Ausweisstatus.Domain;

/// <summary>The texts in facts that a citizen may come to read.</summary>
public static class TextsOfFacts
{
    /// <summary>
    /// The member of a fact whose text nobody could read (see <see cref="ReadableText"/>), as it is called in JSON; null where there is none.
    /// Asked before a fact is taken; one that was taken earlier is read all the same.
    /// </summary>
    public static string? UnreadableText(this Fact fact) => fact switch
    {
        Dispatched { Carrier.IsReadable: false } or SentAgain { Carrier.IsReadable: false } => "carrier",
        Dispatched { TrackingNumber.IsReadable: false } or SentAgain { TrackingNumber.IsReadable: false } => "trackingNumber",
        DeliveryMissed { Branch.IsReadable: false } => "branch",
        _ => null,
    };
}
