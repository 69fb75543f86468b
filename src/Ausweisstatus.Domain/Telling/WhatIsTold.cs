namespace Ausweisstatus.Domain;

/// <summary>
/// Decides whether a person would want to be told, by what they know and how things are: not by what happened in between. So several facts
/// make one message, a late fact that changes nothing makes none, and asking again makes none (ADR 28). Pure.
/// </summary>
public static class WhatIsTold
{
    private const int DaysBeforeEnd = 7;
    private const int DaysLate = 7;

    /// <param name="told">What they know.</param>
    /// <param name="status">How things are.</param>
    /// <param name="today">The day by the calendar of Berlin.</param>
    /// <returns>Why they are told, or null; and what they know afterwards.</returns>
    public static (News? News, Told After) Decide(Told told, Status status, DateOnly today)
    {
        var after = Told.Of(status, today);
        if (NewsOfStage(told, status, after) is { } news)
        {
            return (news, after);
        }

        var soon = EndsSoon(status, today) && told.Reminded != status.HeldUntil;
        var late = IsDelayed(status, today) && !WasToldOfDelay(told, status);
        // A reminder and a delay are never due at once: nobody is at work on what waits to be collected.
        after = after with { Reminded = after.Reminded ?? told.Reminded, Delayed = late ? after.Delayed : told.Delayed };
        return (soon ? News.CollectSoon : late ? News.TakesLonger : null, after);
    }

    /// <summary>The next day on which there may be news without a fact; null where there is none.</summary>
    public static DateOnly? NextLook(Told told, Status status, DateOnly today)
    {
        var reminder = CanBeCollected(status.Stage) && status.HeldUntil is { } until && told.Reminded != until ? until.AddDays(-DaysBeforeEnd) : (DateOnly?)null;
        var delay = !WasToldOfDelay(told, status) ? Lateness.OverdueFrom(status)?.AddDays(DaysLate) : null;
        var next = reminder < delay || delay is null ? reminder : delay;
        return next > today ? next : null;
    }

    internal static bool CanBeCollected(Stage? stage) => stage is Stage.ReadyForPickup or Stage.HeldAtBranch;

    internal static int TimesEntered(Status status, Stage stage) => status.History.Count(entered => entered.Stage == stage);

    internal static bool EndsSoon(Status status, DateOnly today) =>
        CanBeCollected(status.Stage) && status.HeldUntil is { } until && today <= until && today >= until.AddDays(-DaysBeforeEnd);

    internal static bool IsDelayed(Status status, DateOnly today) => Lateness.OverdueFrom(status)?.AddDays(DaysLate) <= today;

    private static News? NewsOfStage(Told told, Status status, Told after)
    {
        if (status.Stage == told.Stage)
        {
            // Entered once more, and later than what was told: a late fact about earlier days is no news.
            var again = after.Times > told.Times && after.Since > told.Since;
            var differs = (after.Location, after.HeldUntil, after.Reason) != (told.Location, told.HeldUntil, told.Reason);
            return IsWanted(status.Stage) && (again || differs) ? News.Stage : null;
        }

        return IsWanted(told.Stage) && TimesEntered(status, told.Stage!.Value) < told.Times ? News.Correction
            : IsWanted(status.Stage) ? News.Stage
            : CanBeCollected(told.Stage) ? News.NoLonger
            : null;
    }

    // What lies between is on the page for who looks; nobody has to do or to know anything then.
    private static bool IsWanted(Stage? stage) => stage
        is Stage.ReadyForPickup or Stage.HeldAtBranch or Stage.ActionNeeded or Stage.BeingRemade or Stage.Lost
        or Stage.HandedOver or Stage.NotCollected or Stage.Cancelled;

    // Work that began anew has another day; one that moved by a few days is the same delay.
    private static bool WasToldOfDelay(Told told, Status status) =>
        told.Delayed is { } before && !(Lateness.OverdueFrom(status) > before.AddDays(DaysLate));
}
