using CloudNative.CloudEvents;
using Ausweisstatus.Problems;

namespace Ausweisstatus.Intake.Reading;

/// <summary>What came of reading one event: an event, or why it is none.</summary>
internal readonly record struct Read(CloudEvent? Event, Problem? Problem)
{
    public static implicit operator Read(CloudEvent read) => new(read, null);

    public static implicit operator Read(Problem problem) => new(null, problem);
}
