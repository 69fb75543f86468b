using Ausweisstatus.Domain;
using Ausweisstatus.Locations;

namespace Ausweisstatus.Status;

/// <summary>Puts a status into words. Pure: the same document, place, language and moment give the same answer.</summary>
internal static class AnswerStatus
{
    /// <returns>Null for a document nobody has applied for yet: its kind is not known, and no code leads to it.</returns>
    public static StatusAnswer? Answer(Document document, AuthorityEntry? authority, Language language, DateTimeOffset now)
    {
        if (document.Status is not { Stage: { } stage, Since: { } since, Kind: { } kind } status)
        {
            return null;
        }

        var texts = language.Texts;
        var overdue = Lateness.IsOverdue(status, now);
        var over = CollectionPeriod.IsOver(status, now);
        // A day that is over is said to nobody any more.
        var until = over ? null : status.HeldUntil;
        return new StatusAnswer
        {
            Kind = kind,
            KindName = texts[$"kind.{kind.Slug}.name"],
            Stage = stage,
            Since = since,
            Headline = texts.Format(Wording.Headline(stage, status, over), texts[$"kind.{kind.Slug}.yours"]),
            NextStep = NextStepOf(NextSteps.Of(stage, status, over), until, overdue ? kind : null, texts),
            LastHeard = status.LastHeard ?? since,
            Overdue = overdue,
            Pickup = stage == Stage.ReadyForPickup ? PickupWords.Of(kind, authority?.Find(status.Location), language, until, over) : null,
            Shipment = stage is Stage.InDelivery or Stage.HeldAtBranch ? ShipmentOf(status, until) : null,
            History = HistoryOf(status, texts),
            Language = language.Code,
        };
    }

    private static HistoryLine[] HistoryOf(Domain.Status status, StatusTexts texts) =>
        [.. status.History.Select((line, i) => new HistoryLine(line.Stage, line.At, texts[Wording.History(status.History, i)]))];

    private static NextStep NextStepOf(NextStepWords step, DateOnly? until, DocumentKind? overdue, StatusTexts texts)
    {
        var text = until is { } day && step.Key.EndsWith(".until", StringComparison.Ordinal)
            ? texts.Format(step.Key, texts.Date(day))
            : texts[step.Key];
        return new NextStep(step.Code, overdue is null ? text : $"{text} {texts.Format("overdue", $"{overdue.UsualWorkingDays}")}");
    }

    private static Shipment ShipmentOf(Domain.Status status, DateOnly? until) =>
        new(Shown(status.Carrier), Shown(status.TrackingNumber), Shown(status.Branch), until);

    // Facts that were taken before anybody asked may hold a text that cannot be read.
    private static string? Shown(ShortText? text) => text is { IsReadable: true } readable ? readable.ToString() : null;
}
