using Ausweisstatus.Domain;

namespace Ausweisstatus.Status;

/// <summary>
/// Whether a document takes longer than is usual for its kind. The rule: more working days than <see cref="DocumentKind.UsualWorkingDays"/>
/// since the application, while somebody else than its holder is at work on it. Where work had to begin anew, the days count from there:
/// from the moment a document was found faulty or lost, and from the moment the order went on after its holder had to do something.
/// Sending a document again is no new beginning: its holder has waited all the time. Only the days on which it waited to be collected
/// are not counted, for nobody was late then.
/// </summary>
internal static class Lateness
{
    public static bool IsOverdue(Domain.Status status, DateTimeOffset now) =>
        status is { Stage: { } stage, Kind: { } kind }
        && IsAtWork(stage)
        && DaysOfWork(status, now) > kind.UsualWorkingDays;

    private static bool IsAtWork(Stage stage) => stage
        is Stage.Received or Stage.Ordered or Stage.InProduction or Stage.Produced or Stage.BeingRemade
        or Stage.Shipped or Stage.InDelivery or Stage.AtOffice;

    private static int DaysOfWork(Domain.Status status, DateTimeOffset now)
    {
        var (history, waited) = (status.History, 0);
        for (var line = history.Length - 1; line >= 0; line--)
        {
            if (history[line].Stage is Stage.BeingRemade or Stage.Lost || (line > 0 && history[line - 1].Stage == Stage.ActionNeeded))
            {
                return WorkingDays.Between(history[line].At, now) - waited;
            }

            if (history[line].Stage is Stage.ReadyForPickup or Stage.HeldAtBranch)
            {
                waited += WorkingDays.Between(history[line].At, line + 1 < history.Length ? history[line + 1].At : now);
            }
        }

        return WorkingDays.Between(status.AppliedAt ?? history[0].At, now) - waited;
    }
}
