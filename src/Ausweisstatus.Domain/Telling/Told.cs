namespace Ausweisstatus.Domain;

/// <summary>What somebody knows about a document: they read it on the page where they subscribed, or it was told them since.</summary>
/// <param name="Stage">The stage; null where nothing was known.</param>
/// <param name="Since">When the document entered it.</param>
/// <param name="Times">How often it had entered this stage.</param>
/// <param name="Location">Where it can be collected, while it can be.</param>
/// <param name="HeldUntil">Until when.</param>
/// <param name="Reason">Why its holder has to do something.</param>
/// <param name="Reminded">The last day for collection that they were reminded of.</param>
/// <param name="Delayed">The day from which it is overdue, once they were told that it takes longer.</param>
public sealed record Told(
    Stage? Stage = null,
    DateTimeOffset? Since = null,
    int Times = 0,
    string? Location = null,
    DateOnly? HeldUntil = null,
    ReturnReason? Reason = null,
    DateOnly? Reminded = null,
    DateOnly? Delayed = null)
{
    /// <summary>What somebody knows who reads the whole answer on this day.</summary>
    public static Told Of(Status status, DateOnly today) => new(
        status.Stage,
        status.Since,
        status.Stage is { } stage ? WhatIsTold.TimesEntered(status, stage) : 0,
        status.Stage == Domain.Stage.ReadyForPickup ? status.Location?.ToString() : null,
        WhatIsTold.CanBeCollected(status.Stage) ? status.HeldUntil : null,
        status.Stage == Domain.Stage.ActionNeeded ? status.ReturnReason : null,
        WhatIsTold.EndsSoon(status, today) ? status.HeldUntil : null,
        WhatIsTold.IsDelayed(status, today) ? Lateness.OverdueFrom(status) : null);
}
