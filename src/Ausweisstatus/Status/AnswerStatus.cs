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
        return new StatusAnswer
        {
            Kind = kind,
            KindName = texts[$"kind.{kind.Slug}.name"],
            Stage = stage,
            Since = since,
            Headline = texts.Format(Wording.Headline(stage, status), texts[$"kind.{kind.Slug}.yours"]),
            NextStep = NextStepOf(stage, status, overdue ? kind : null, texts),
            LastHeard = status.LastHeard ?? since,
            Overdue = overdue,
            Pickup = stage == Stage.ReadyForPickup ? PickupWords.Of(kind, authority?.Find(status.Location), language, status.HeldUntil) : null,
            Shipment = stage is Stage.InDelivery or Stage.HeldAtBranch ? ShipmentOf(status) : null,
            History = HistoryOf(status, texts),
            Language = language.Code,
        };
    }

    private static HistoryLine[] HistoryOf(Domain.Status status, StatusTexts texts) =>
        [.. status.History.Select((line, i) => new HistoryLine(line.Stage, line.At, texts[Wording.History(status.History, i)]))];

    private static NextStep NextStepOf(Stage stage, Domain.Status status, DocumentKind? overdue, StatusTexts texts)
    {
        var (code, key) = NextSteps.Of(stage, status);
        var text = status.HeldUntil is { } until && key.EndsWith(".until", StringComparison.Ordinal)
            ? texts.Format(key, texts.Date(until))
            : texts[key];
        return new NextStep(code, overdue is null ? text : $"{text} {texts.Format("overdue", $"{overdue.UsualWorkingDays}")}");
    }

    private static Shipment ShipmentOf(Domain.Status status) =>
        new(status.Carrier?.ToString(), status.TrackingNumber?.ToString(), status.Branch?.ToString(), status.HeldUntil);
}
