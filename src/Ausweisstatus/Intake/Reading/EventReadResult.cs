using Ausweisstatus.Problems;

namespace Ausweisstatus.Intake.Reading;

/// <summary>What came of reading one event: an event, or why it is none, with what could be read of it.</summary>
internal readonly record struct EventReadResult(ReceivedEvent? Event, Problem? Problem)
{
    /// <summary>The CloudEvents id, where it is one.</summary>
    public string? Id => Event is { Id: var id } && AttributeText.IsSound(id, IntakeLimits.IdLength) ? id : null;

    public static implicit operator EventReadResult(ReceivedEvent read) => new(read, null);

    public static implicit operator EventReadResult(Problem problem) => new(null, problem);
}
