namespace Ausweisstatus.Domain;

/// <summary>Why somebody is told something about a document now.</summary>
public enum News
{
    /// <summary>It entered a stage that its holder waits for or has to do something in, or what was told about that stage changed.</summary>
    Stage,

    /// <summary>What was told was right then and does not hold any more: it cannot be collected there now.</summary>
    NoLonger,

    /// <summary>What was told was a mistake.</summary>
    Correction,

    /// <summary>It still waits to be collected, and will not for much longer.</summary>
    CollectSoon,

    /// <summary>It takes more than a week longer than is usual.</summary>
    TakesLonger,
}
