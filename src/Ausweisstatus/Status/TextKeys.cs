using System.Collections.Immutable;
using Ausweisstatus.Domain;

namespace Ausweisstatus.Status;

/// <summary>Which words belong to a status: the keys of the languages' files, not the words themselves.</summary>
internal static class TextKeys
{
    /// <param name="stage">The stage of the status.</param>
    /// <param name="status">What is said about the document.</param>
    /// <param name="over">Whether the time for collection is over.</param>
    public static string Headline(Stage stage, Domain.Status status, bool over) => (stage, status) switch
    {
        (Stage.ReadyForPickup or Stage.HeldAtBranch, _) when over => $"stage.{KebabCase.Of(stage)}.over.headline",
        (Stage.ActionNeeded, { ReturnReason: { } reason }) => $"stage.action-needed.{KebabCase.Of(reason)}.headline",
        (Stage.Cancelled, { CancelReason: { } reason }) => $"stage.cancelled.{KebabCase.Of(reason)}.headline",
        _ => $"stage.{Of(stage, status.History, status.History.Length - 1)}.headline",
    };

    public static string History(ImmutableArray<StageEntered> history, int line) =>
        $"stage.{Of(history[line].Stage, history, line)}.history";

    // A document that was on its way to its holder is delivered, or returned, where another is handed over, or arrives.
    private static string Of(Stage stage, ImmutableArray<StageEntered> history, int line)
    {
        var slug = KebabCase.Of(stage);
        if (SentAgain(history[line]) is { } reason)
        {
            return $"{slug}.{KebabCase.Of(reason)}";
        }

        var wasOnItsWayHome = line > 0 && history[line - 1].Stage is (Stage.InDelivery or Stage.HeldAtBranch);
        return (stage, wasOnItsWayHome) switch
        {
            (Stage.AtOffice, true) => slug + ".returned",
            (Stage.HandedOver, true) => slug + ".delivered",
            _ => slug,
        };
    }

    /// <summary>Why it was sent again, where that makes a difference to its holder: what goes to them goes to no office.</summary>
    public static SentAgainReason? SentAgain(StageEntered entered) =>
        entered is { Stage: Stage.InDelivery, SentAgain: SentAgainReason.OtherOffice } ? null : entered.SentAgain;
}
