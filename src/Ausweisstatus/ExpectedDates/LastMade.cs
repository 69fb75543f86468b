using Ausweisstatus.Domain;

namespace Ausweisstatus.ExpectedDates;

/// <summary>When times were worked out last.</summary>
/// <param name="Day">For which day.</param>
/// <param name="At">When.</param>
/// <param name="First">When they were worked out for the first time.</param>
/// <param name="Rebuilt">When what they are read from was last rebuilt; null for never.</param>
internal sealed record LastMade(DateOnly Day, DateTimeOffset At, DateTimeOffset First, DateTimeOffset? Rebuilt)
{
    // Print shops tell at night what they did by day.
    private static readonly TimeOnly Earliest = new(3, 30);

    private static readonly TimeSpan AtLeast = TimeSpan.FromMinutes(1);

    /// <summary>Whether they need not be worked out anew.</summary>
    public bool IsGoodAt(DateTimeOffset now) => Day < now.DayInBerlin()
        ? now.TimeInBerlin() < Earliest
        : !(Rebuilt > At) && !IsOutgrownAt(now);

    // On its first day an installation is still told what happened before: after one minute, two, four and so on much is new.
    private bool IsOutgrownAt(DateTimeOffset now)
    {
        var age = At - First;
        return First.DayInBerlin() == Day && now - At >= (age > AtLeast ? age : AtLeast);
    }
}
