using Ausweisstatus.Domain;
using Ausweisstatus.Domain.Expectation;
using Ausweisstatus.ExpectedDates;
using Ausweisstatus.Languages;
using Ausweisstatus.Locations;
using Ausweisstatus.Statistics;

namespace Ausweisstatus.Status;

/// <summary>Whether a document will be there before a journey.</summary>
internal enum TravelVerdict
{
    /// <summary>It can be collected now.</summary>
    Ready,

    /// <summary>Four of five or more come in time.</summary>
    Likely,

    Uncertain,

    /// <summary>Four of five or more come too late.</summary>
    Unlikely,

    /// <summary>Nothing can be said yet.</summary>
    Unknown,
}

/// <summary>What somebody is told who is going to leave.</summary>
/// <param name="LeaveOn">The day of departure.</param>
/// <param name="Text">One full sentence.</param>
/// <param name="Advice">What can be done, each a sentence or two.</param>
/// <param name="Expected">When it is expected; null where nothing can be said.</param>
/// <param name="Language">The language of the texts.</param>
internal sealed record TravelAnswer(TravelVerdict Verdict, DateOnly LeaveOn, string Text, IReadOnlyList<string> Advice, ExpectedRange? Expected, string Language);

/// <summary>
/// Compares the day of departure with the same shares that expected dates are read from. What is ready on the day of departure is too late: it has to be
/// collected.
/// </summary>
internal sealed class CheckTravel(AuthorityDirectory authorities, ExpectedTimesDirectory expected, TimeProvider clock)
{
    private const double Likely = 0.8;
    private const double Unlikely = 0.2;

    /// <summary>Whether there is anything to ask about a document.</summary>
    public static bool IsOpen(Stage stage) => !stage.IsFinal() && stage is not (Stage.ReadyForPickup or Stage.HeldAtBranch);

    /// <param name="found">The document and its answer.</param>
    /// <param name="leaveOn">Today or later.</param>
    /// <param name="language">The language of the words.</param>
    public TravelAnswer Answer(AskOutcome.Found found, DateOnly leaveOn, Language language)
    {
        var (document, answer) = (found.Document!, found.Answer);
        var entry = KindCatalogue.Current.Find(answer.Kind);
        var verdict = VerdictOf(document, answer, leaveOn, clock.GetUtcNow().DayInBerlin());
        var yours = entry?.TextsIn(language.Code).Yours ?? language["kind.unknown.yours"];
        if (!IsOpen(answer.Stage))
        {
            var over = verdict == TravelVerdict.Ready ? language["travel.ready", yours, language.Day(leaveOn)] : language["travel.over", yours];
            return new(verdict, leaveOn, over, [answer.NextStep.Text], answer.Expected, language.Code);
        }

        IEnumerable<string> advice = verdict == TravelVerdict.Likely
            ? ["travel.advice.likely"]
            : [.. (entry?.InAHurry ?? []).Select(code => $"travel.do.{code}"), "travel.do.ask-office"];
        // An operator may have thought of something that we have no words for.
        return new(
            verdict, leaveOn, language[$"travel.{KebabCase.Of(verdict)}", yours, language.Day(leaveOn)],
            [.. advice.Select(language.Find).OfType<string>()], answer.Expected, language.Code);
    }

    private TravelVerdict VerdictOf(Document document, StatusAnswer answer, DateOnly leaveOn, DateOnly today)
    {
        if (answer is { Stage: Stage.ReadyForPickup, NextStep.Code: NextStepCode.Collect } or { Stage: Stage.HeldAtBranch, NextStep.Code: NextStepCode.CollectAtBranch })
        {
            return TravelVerdict.Ready;
        }

        if (expected.Current is not { } tables || Waiting.Of(document.Status.History, document.Status.Delivery) is not { } waiting
            || tables.Now.OutlookOf(document, waiting, today) is not { } found)
        {
            return TravelVerdict.Unknown;
        }

        var state = authorities.Find(document.Authority)?.State;
        // Nothing is expected so late, and the holidays of thousands of years are nobody's to ask for.
        leaveOn = leaveOn > today.AddYears(2) ? today.AddYears(2) : leaveOn;
        var days = WorkingCalendar.Between(Noon(WorkingDays.DayOf(found.Counted)), Noon(leaveOn.AddDays(-1)), state);
        return found.Outlook.Shares.Within(days) switch
        {
            >= Likely => TravelVerdict.Likely,
            < Unlikely => TravelVerdict.Unlikely,
            _ => TravelVerdict.Uncertain,
        };
    }

    private static DateTimeOffset Noon(DateOnly day) => BerlinTime.MomentInBerlin(day.ToDateTime(new(12, 0)));
}
