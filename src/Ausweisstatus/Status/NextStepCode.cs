namespace Ausweisstatus.Status;

/// <summary>What a person has to do now. The codes are stable: other software decides by them.</summary>
internal static class NextStepCode
{
    /// <summary>Nothing; somebody else is at work.</summary>
    public const string Wait = "wait";

    /// <summary>Be there when the document is delivered, with proof of identity.</summary>
    public const string ExpectDelivery = "expect-delivery";

    /// <summary>Collect the document at a branch of the delivery company.</summary>
    public const string CollectAtBranch = "collect-at-branch";

    /// <summary>Collect the document at the office.</summary>
    public const string Collect = "collect";

    /// <summary>Give the office another photo.</summary>
    public const string BringPhoto = "bring-photo";

    /// <summary>Sign again at the office.</summary>
    public const string SignAgain = "sign-again";

    /// <summary>Clear up with the office what is missing or wrong.</summary>
    public const string CorrectData = "correct-data";

    /// <summary>Pay the fee.</summary>
    public const string PayFee = "pay-fee";

    /// <summary>Get in touch with the office.</summary>
    public const string ContactOffice = "contact-office";

    /// <summary>Ask with the code of the application that replaced this one.</summary>
    public const string UseNewCode = "use-new-code";

    /// <summary>Nothing, and nobody is at work: the matter is closed.</summary>
    public const string None = "none";
}
