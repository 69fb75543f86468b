namespace Ausweisstatus.Domain;

/// <summary>
/// Whether a document takes longer than is usual for its kind. The rule: more working days than <see cref="KindEntry.UsualWorkingDays"/>
/// since the application, while somebody else than its holder is at work on it. Where work had to begin anew, the days count from there:
/// from the moment a document was found faulty or lost, and from the moment the order went on after its holder had to do something.
/// Sending a document again is no new beginning: its holder has waited all the time. Only the days on which it waited to be collected
/// are not counted, for nobody was late then.
/// </summary>
public static class Lateness
{
    public static bool IsOverdue(Status status, DateOnly today) => OverdueFrom(status) is { } day && today >= day;

    /// <summary>The first day on which it is overdue if nothing happens before; null while nobody is at work on it, and for a kind that is not in the catalogue.</summary>
    public static DateOnly? OverdueFrom(Status status)
    {
        if (status is not { Stage: { } stage, Kind: { } kind } || !IsAtWork(stage) || KindCatalogue.Current.Find(kind) is not { } entry)
        {
            return null;
        }

        var (start, waited) = Start(status);
        return WorkingDays.After(start, entry.UsualWorkingDays + waited + 1);
    }

    private static bool IsAtWork(Stage stage) => stage
        is Stage.Received or Stage.Ordered or Stage.InProduction or Stage.Produced or Stage.BeingRemade
        or Stage.Shipped or Stage.InDelivery or Stage.AtOffice;

    private static (DateTimeOffset Start, int Waited) Start(Status status)
    {
        var (history, waited) = (status.History, 0);
        for (var line = history.Length - 1; line >= 0; line--)
        {
            if (history[line].Stage is Stage.BeingRemade or Stage.Lost || (line > 0 && history[line - 1].Stage == Stage.ActionNeeded))
            {
                return (history[line].At, waited);
            }

            // It is at work again, so another line follows.
            if (history[line].Stage is Stage.ReadyForPickup or Stage.HeldAtBranch)
            {
                waited += WorkingDays.Between(history[line].At, history[line + 1].At);
            }
        }

        return (status.AppliedAt ?? history[0].At, waited);
    }
}
