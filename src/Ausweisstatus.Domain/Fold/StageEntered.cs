namespace Ausweisstatus.Domain;

/// <summary>A line of a document's history.</summary>
/// <param name="SentAgain">Why it was sent once more, where that is how the stage was entered.</param>
public readonly record struct StageEntered(Stage Stage, DateTimeOffset At, SentAgainReason? SentAgain = null);
