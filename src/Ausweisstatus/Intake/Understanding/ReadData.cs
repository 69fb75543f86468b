using Ausweisstatus.Domain;
using Ausweisstatus.Problems;

namespace Ausweisstatus.Intake.Understanding;

/// <summary>What came of reading an event's data: a fact, or why it is none.</summary>
internal readonly record struct ReadData(Fact? Fact, DateOfBirth? DateOfBirth, Problem? Problem)
{
    public static implicit operator ReadData(Problem problem) => new(null, null, problem);
}
