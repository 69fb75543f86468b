using Ausweisstatus.Domain;

namespace Ausweisstatus.Status;

/// <summary>
/// Whether a document takes longer than is usual for its kind. The rule: more working days than <see cref="DocumentKind.UsualWorkingDays"/>
/// since the application, while somebody else than its holder is at work on it. Where work had to begin anew, the days count from there:
/// from the moment a document was found faulty or lost, and from the moment the order went on after its holder had to do something.
/// </summary>
internal static class Lateness
{
    public static bool IsOverdue(Domain.Status status, DateTimeOffset now) =>
        status is { Stage: { } stage, Kind: { } kind }
        && IsAtWork(stage)
        && WorkingDays.Between(Start(status), now) > kind.UsualWorkingDays;

    private static bool IsAtWork(Stage stage) => stage
        is Stage.Received or Stage.Ordered or Stage.InProduction or Stage.Produced or Stage.BeingRemade
        or Stage.Shipped or Stage.InDelivery or Stage.AtOffice;

    private static DateTimeOffset Start(Domain.Status status)
    {
        var history = status.History;
        for (var line = history.Length - 1; line >= 0; line--)
        {
            if (history[line].Stage is Stage.BeingRemade or Stage.Lost)
            {
                return history[line].At;
            }

            if (line > 0 && history[line - 1].Stage == Stage.ActionNeeded)
            {
                return history[line].At;
            }
        }

        return status.AppliedAt ?? history[0].At;
    }
}
