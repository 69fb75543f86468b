namespace Ausweisstatus.Domain;

/// <summary>What holds for a stage as such.</summary>
public static class Stages
{
    /// <summary>Nothing that happens afterwards changes a final stage.</summary>
    public static bool IsFinal(this Stage stage) =>
        stage is Stage.HandedOver or Stage.NotCollected or Stage.Cancelled;
}
