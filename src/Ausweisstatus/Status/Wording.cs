using System.Collections.Immutable;
using Ausweisstatus.Domain;

namespace Ausweisstatus.Status;

/// <summary>Which words belong to a status: the keys of the resources, not the words themselves.</summary>
internal static class Wording
{
    public static string Headline(Stage stage, Domain.Status status) => (stage, status) switch
    {
        (Stage.ActionNeeded, { ReturnReason: { } reason }) => $"stage.action-needed.{Kebab.Of(reason)}.headline",
        (Stage.Cancelled, { CancelReason: { } reason }) => $"stage.cancelled.{Kebab.Of(reason)}.headline",
        _ => $"stage.{Of(stage, status.History, status.History.Length - 1)}.headline",
    };

    public static string History(ImmutableArray<StageEntered> history, int line) =>
        $"stage.{Of(history[line].Stage, history, line)}.history";

    // A document that was on its way to its holder is delivered, or returned, where another is handed over, or arrives.
    private static string Of(Stage stage, ImmutableArray<StageEntered> history, int line)
    {
        var slug = Kebab.Of(stage);
        var wasOnItsWayHome = line > 0 && history[line - 1].Stage is (Stage.InDelivery or Stage.HeldAtBranch);
        return (stage, wasOnItsWayHome) switch
        {
            (Stage.AtOffice, true) => slug + ".returned",
            (Stage.HandedOver, true) => slug + ".delivered",
            _ => slug,
        };
    }
}
