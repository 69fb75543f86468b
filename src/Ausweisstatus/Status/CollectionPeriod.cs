using Ausweisstatus.Domain;

namespace Ausweisstatus.Status;

/// <summary>The days on which a document is held for its holder, at the office or at a branch.</summary>
internal static class CollectionPeriod
{
    /// <summary>Whether the last day is over, by the calendar of Berlin. Where no last day was told, it never is.</summary>
    public static bool IsOver(Domain.Status status, DateTimeOffset now) => status.HeldUntil is { } until && until < now.DayInBerlin();
}
