namespace Ausweisstatus.Domain;

/// <summary>Where a document is, as a person would say it.</summary>
public enum Stage
{
    Received,
    Ordered,
    ActionNeeded,
    InProduction,
    Produced,
    BeingRemade,
    Shipped,
    InDelivery,
    HeldAtBranch,
    AtOffice,
    ReadyForPickup,
    HandedOver,
    NotCollected,
    Lost,
    Cancelled,
}

/// <summary>What holds for a stage as such.</summary>
public static class Stages
{
    /// <summary>Nothing that happens afterwards changes a final stage.</summary>
    public static bool IsFinal(this Stage stage) =>
        stage is Stage.HandedOver or Stage.NotCollected or Stage.Cancelled;
}

/// <summary>A line of a document's history.</summary>
/// <param name="SentAgain">Why it was sent once more, where that is how the stage was entered.</param>
/// <param name="Run">The run it was entered in.</param>
public readonly record struct StageEntered(Stage Stage, DateTimeOffset At, SentAgainReason? SentAgain = null, int Run = 1);
