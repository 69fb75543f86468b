namespace Ausweisstatus.Domain.Expectation;

/// <summary>What became of a range.</summary>
public enum RangeOutcome
{
    Held,
    Early,
    Late,
}

/// <summary>A range as its holder read it.</summary>
/// <param name="Stage">What was waited for: ready for collection, or delivered.</param>
/// <param name="From">The first day, by its number.</param>
/// <param name="To">The last day, by its number.</param>
public readonly record struct ShownRange(Stage Stage, int From, int To)
{
    /// <summary>What became of it, once its last day is over.</summary>
    /// <param name="after">The stages entered since it was shown, oldest first, each with the number of its working day.</param>
    /// <returns>
    /// Late for what is not there yet. Null where nobody can say: it was withdrawn before it came, or handed over by an office that never said that it was ready.
    /// </returns>
    public RangeOutcome? OutcomeBy(IEnumerable<(Stage Stage, int Day)> after)
    {
        foreach (var (stage, day) in after)
        {
            if (stage == Stage.ReadyForPickup || (Stage == Stage.HandedOver && stage is Stage.HeldAtBranch or Stage.HandedOver))
            {
                return day < From ? RangeOutcome.Early : day <= To ? RangeOutcome.Held : RangeOutcome.Late;
            }

            if (stage.IsFinal())
            {
                return null;
            }
        }

        return RangeOutcome.Late;
    }
}
