using Ausweisstatus.Simulator.Story;

namespace Ausweisstatus.Simulator.Feed;

/// <summary>A stage a document came to, and when it is first said to have come there.</summary>
internal readonly record struct Reached(Stage Stage, DateTimeOffset At);

/// <summary>
/// What a citizen must be told of a document: the story, not what a computation makes of the facts. A wrong clock can hide a stage
/// (nobody can see that it was passed, if the first word of it is stamped after the first word of a later one), never the last one.
/// </summary>
internal sealed record ExpectedStatus(DocumentKind Kind, IReadOnlyList<Reached> History, string? ReadyAt)
{
    public Stage Stage => History[^1].Stage;

    public DateTimeOffset Since => History[^1].At;

    /// <param name="application">What was applied for.</param>
    /// <param name="steps">What happened.</param>
    /// <param name="firstStamps">For each step, the earliest moment at which a system says it happened.</param>
    public static ExpectedStatus Of(Application application, IReadOnlyList<Step> steps, IReadOnlyList<DateTimeOffset> firstStamps)
    {
        var history = new List<Reached>();
        var earliestLater = DateTimeOffset.MaxValue;
        for (var i = steps.Count - 1; i >= 0; i--)
        {
            var stamp = firstStamps[i];
            // Consecutive steps of one stage are one stay; it begins with the first word of any of them.
            while (i > 0 && steps[i - 1].Stage == steps[i].Stage)
            {
                i--;
                stamp = firstStamps[i] < stamp ? firstStamps[i] : stamp;
            }

            if (stamp <= earliestLater)
            {
                history.Add(new Reached(steps[i].Stage, stamp));
                earliestLater = stamp;
            }
        }

        history.Reverse();
        var ready = steps.LastOrDefault(step => step.Fact is FactName.ReadyForPickup);
        return new ExpectedStatus(application.Kind, history, steps[^1].Stage is Stage.ReadyForPickup ? ready?.Find("location") : null);
    }
}
