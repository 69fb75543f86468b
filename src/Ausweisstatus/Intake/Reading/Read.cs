using Ausweisstatus.Problems;

namespace Ausweisstatus.Intake.Reading;

/// <summary>What came of reading one event: an event, or why it is none.</summary>
internal readonly record struct Read(ReceivedEvent? Event, Problem? Problem)
{
    public static implicit operator Read(ReceivedEvent read) => new(read, null);

    public static implicit operator Read(Problem problem) => new(null, problem);
}
