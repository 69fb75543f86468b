using Ausweisstatus.Domain;
using Ausweisstatus.ExpectedDates;
using Ausweisstatus.Languages;
using Ausweisstatus.Locations;

namespace Ausweisstatus.Status;

/// <summary>Puts a status into words. Pure: the same document, authority, language, day and times give the same answer.</summary>
internal static class AnswerStatus
{
    /// <summary>The answer at a moment: it says whether the office is open, too. That is left out where an answer is kept or compared.</summary>
    public static StatusAnswer? At(Document document, AuthorityEntry? authority, Language language, DateTimeOffset now, ExpectedTables? tables = null)
    {
        var answer = Answer(document, authority, language, now.DayInBerlin(), tables);
        return answer is { Pickup: not null } or { Office: not null } && authority?.FindOffice(document.Status.Location) is { } office
            && OpeningNow.Of(office, authority.State, language, now) is { } opening
            ? WithOpening(answer, opening)
            : answer;
    }

    /// <summary>An answer that says whether the office is open, or with null says nothing of it.</summary>
    public static StatusAnswer WithOpening(StatusAnswer answer, Opening? opening) => answer with
    {
        Pickup = answer.Pickup is { } pickup ? pickup with { Opening = opening } : null,
        Office = answer.Office is { } office ? office with { Opening = opening } : null,
    };

    /// <param name="document">The document.</param>
    /// <param name="authority">What its authority told us about its offices.</param>
    /// <param name="language">The language of the answer.</param>
    /// <param name="today">The day by the calendar of Berlin.</param>
    /// <param name="tables">What expected dates follow from; without it nothing is said of them.</param>
    /// <returns>Null for a document nobody has applied for yet: its kind is not known, and no code leads to it.</returns>
    public static StatusAnswer? Answer(Document document, AuthorityEntry? authority, Language language, DateOnly today, ExpectedTables? tables = null)
    {
        if (document.Status is not { Stage: { } stage, Since: { } since, Kind: { } kind } status)
        {
            return null;
        }

        var entry = KindCatalogue.Current.Find(kind);
        var texts = entry?.TextsIn(language.Code) ?? new KindTexts(language["kind.unknown.name"], language["kind.unknown.yours"]);
        var overdue = Lateness.IsOverdue(status, today);
        var over = status.HeldUntil < today;
        // A day that is over is said to nobody any more.
        var until = over ? null : status.HeldUntil;
        var next = NextSteps.Of(stage, status, over);
        var office = authority?.FindOffice(status.Location);
        return new StatusAnswer
        {
            Kind = kind,
            KindName = texts.Name,
            Stage = stage,
            Since = since,
            Headline = language[TextKeys.Headline(stage, status, over), texts.Yours],
            Correction = TakenBack.Of(document) is { Stage: { } wrong, Since: { } told } before
                ? language["answer.correction", language[TextKeys.Headline(wrong, before, over: false), texts.Yours], language.Day(told.DayInBerlin())]
                : null,
            NextStep = NextStepOf(next, until, office, overdue ? entry : null, language),
            Expected = ExpectDates.Of(document, tables, authority?.State, language, today),
            LastHeard = status.LastHeard ?? since,
            Overdue = overdue,
            Pickup = stage == Stage.ReadyForPickup ? PickupWords.Of(kind, authority?.Find(status.Location), language, until, over) : null,
            Office = stage != Stage.ReadyForPickup && next.IsAtTheOffice ? PickupWords.Office(office, language) : null,
            Shipment = stage is Stage.InDelivery or Stage.HeldAtBranch ? ShipmentOf(status, until) : null,
            Advice = AdviceWords.Of(entry, status, over, language),
            History = HistoryOf(status, language),
            Language = language.Code,
        };
    }

    private static HistoryLine[] HistoryOf(Domain.Status status, Language language) =>
        [.. status.History.Select((line, i) => new HistoryLine(line.Stage, line.At, language[TextKeys.History(status.History, i)]))];

    private static NextStep NextStepOf(NextStepWords step, DateOnly? until, Location? office, KindEntry? overdue, Language language)
    {
        var text = until is { } day && step.Key.EndsWith(".until", StringComparison.Ordinal) ? language[step.Key, language.Day(day)]
            : office is not null && step.Key == "next.wait.shipped.other-office" ? language["next.wait.shipped.other-office.named", office.Name]
            : language[step.Key];
        return new NextStep(step.Code, overdue is null ? text : language.Sentences(text, language.Count("overdue", overdue.UsualWorkingDays)));
    }

    private static Shipment ShipmentOf(Domain.Status status, DateOnly? until) =>
        new(Shown(status.Carrier), Shown(status.TrackingNumber), Shown(status.Branch), until);

    // Facts that were taken before anybody asked may hold a text that cannot be read.
    private static string? Shown(ShortText? text) => text is { IsReadable: true } readable ? readable.ToString() : null;
}
