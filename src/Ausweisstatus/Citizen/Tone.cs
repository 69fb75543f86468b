using Ausweisstatus.Domain;

namespace Ausweisstatus.Citizen;

/// <summary>How a stage looks. Only an accent: what it means is always said in words.</summary>
internal static class Tone
{
    public static string Of(Stage stage) => stage switch
    {
        Stage.ReadyForPickup or Stage.HandedOver => "tone-good",
        Stage.ActionNeeded or Stage.HeldAtBranch or Stage.NotCollected => "tone-act",
        Stage.BeingRemade or Stage.Lost or Stage.Cancelled => "tone-notice",
        _ => "tone-going",
    };
}
