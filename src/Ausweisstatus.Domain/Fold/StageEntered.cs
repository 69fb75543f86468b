namespace Ausweisstatus.Domain;

/// <summary>A line of a document's history.</summary>
public readonly record struct StageEntered(Stage Stage, DateTimeOffset At);
