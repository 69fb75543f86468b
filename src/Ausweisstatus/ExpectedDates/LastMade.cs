using Ausweisstatus.Domain;

namespace Ausweisstatus.ExpectedDates;

/// <summary>When times were worked out last.</summary>
/// <param name="Day">For which day.</param>
/// <param name="At">When.</param>
/// <param name="IsFirstDay">There are none of an earlier day.</param>
/// <param name="Rebuilt">When what they are read from was last rebuilt; null for never.</param>
internal sealed record LastMade(DateOnly Day, DateTimeOffset At, bool IsFirstDay, DateTimeOffset? Rebuilt)
{
    // Print shops tell at night what they did by day.
    private static readonly TimeOnly Earliest = new(3, 30);

    // On its first day an installation is still told what happened before.
    private static readonly TimeSpan OnFirstDay = TimeSpan.FromHours(1);

    /// <summary>Whether they need not be worked out anew.</summary>
    public bool IsGoodAt(DateTimeOffset now) => Day < now.DayInBerlin()
        ? now.TimeInBerlin() < Earliest
        : !(Rebuilt > At) && !(IsFirstDay && now - At >= OnFirstDay);
}
