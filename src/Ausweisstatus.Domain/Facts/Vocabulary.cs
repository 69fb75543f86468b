namespace Ausweisstatus.Domain;

/// <summary>How the holder wants to receive the document.</summary>
public enum Delivery { Pickup, Direct }

/// <summary>Where the manufacturer sent the document.</summary>
public enum Destination { Office, Holder }

/// <summary>What was wrong with an order.</summary>
public enum ReturnReason { Photo, Signature, Data, Fee }

/// <summary>Why an application ended without a document.</summary>
public enum CancelReason { Withdrawn, Rejected, Superseded }

/// <summary>Why a document was sent once more.</summary>
public enum SentAgainReason
{
    /// <summary>The delivery did not succeed and is tried again.</summary>
    SecondAttempt,

    /// <summary>The document had come back.</summary>
    Returned,

    /// <summary>It will be collected at another office of the authority.</summary>
    OtherOffice,
}

/// <summary>Why a fact was retracted.</summary>
public enum RetractionReason { DidNotHappen, WrongDocument, WrongData }

/// <summary>Who may say a fact.</summary>
[Flags]
public enum Senders
{
    None = 0,
    Manufacturer = 1,
    Courier = 2,
    Authority = 4,
    Support = 8,
}
