using Ausweisstatus.Domain;
using Ausweisstatus.Status;

namespace Ausweisstatus.Citizen;

/// <summary>The style class of a stage. Only an accent: what it means is always said in words.</summary>
internal static class StageStyle
{
    /// <summary>The class of an answer. What can be collected no more is no good news.</summary>
    public static string Of(StatusAnswer answer) => IsOver(answer) ? "tone-act" : Of(answer.Stage);

    /// <summary>Whether the time to collect it is over: since when it was ready, and that it is so now, would mislead.</summary>
    public static bool IsOver(StatusAnswer answer) =>
        answer is { Stage: Stage.ReadyForPickup, NextStep.Code: not NextStepCode.Collect }
            or { Stage: Stage.HeldAtBranch, NextStep.Code: not NextStepCode.CollectAtBranch };

    /// <summary>Whether the stage is a state that lasts. The others are said to have happened on a day, not to be so since.</summary>
    public static bool Lasts(Stage stage) => !stage.IsFinal() && stage != Stage.Lost;

    public static string Of(Stage stage) => stage switch
    {
        Stage.ReadyForPickup or Stage.HandedOver => "tone-good",
        Stage.ActionNeeded or Stage.HeldAtBranch or Stage.NotCollected => "tone-act",
        Stage.BeingRemade or Stage.Lost or Stage.Cancelled => "tone-notice",
        _ => "tone-going",
    };
}
