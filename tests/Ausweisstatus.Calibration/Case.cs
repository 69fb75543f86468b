using System.Collections.Immutable;
using Ausweisstatus.Domain;

namespace Ausweisstatus.Calibration;

/// <summary>A step of a document: what became of it, when, and from which day on it is known.</summary>
/// <param name="Stage">Entered with it.</param>
/// <param name="At">When, as its sender says.</param>
/// <param name="Known">The first day on whose morning it was recorded.</param>
internal readonly record struct CaseStep(Stage Stage, DateTimeOffset At, DateOnly Known)
{
    public int Day { get; } = WorkingDays.NumberOf(At.DayInBerlin());
}

/// <summary>A document from beginning to end, and when what was known of it.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Authority">Whose it is.</param>
/// <param name="Place">Where it will be collected, where that is said at the application.</param>
/// <param name="IsDirect">It is delivered to its holder.</param>
/// <param name="Steps">In the order in which they happened.</param>
internal sealed record Case(string Kind, string Authority, string? Place, bool IsDirect, IReadOnlyList<CaseStep> Steps)
{
    public int Start => Steps[0].Day;

    public bool IsCancelled => Steps[^1].Stage == Stage.Cancelled;

    /// <summary>The history as it is known on the morning of a day.</summary>
    public ImmutableArray<StageEntered> KnownOn(DateOnly day)
    {
        var history = ImmutableArray.CreateBuilder<StageEntered>(Steps.Count);
        foreach (var step in Steps)
        {
            if (step.Known <= day)
            {
                history.Add(new(step.Stage, step.At));
            }
        }

        return history.ToImmutable();
    }

    /// <summary>The working day on which it was ready, or somebody stood at the door: the first time that was not yet known on the morning of a day.</summary>
    public int? OutcomeAfter(DateOnly day)
    {
        foreach (var step in Steps)
        {
            if (step.Known > day && (step.Stage == Stage.ReadyForPickup || (IsDirect && step.Stage is Stage.HeldAtBranch or Stage.HandedOver)))
            {
                return step.Day;
            }
        }

        return null;
    }
}
