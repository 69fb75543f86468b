using Ausweisstatus.Domain;
using Ausweisstatus.Status;

namespace Ausweisstatus.Browser.Tests;

/// <summary>Answers with every part that a page can show.</summary>
internal static class SampleAnswer
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    public static StatusAnswer? For(Reference code, string language)
    {
        var de = language == "de";
        return code switch
        {
            _ when code == RunningPages.ReadyForPickup.Reference => Ready(de),
            _ when code == RunningPages.InProductionAndOverdue.Reference => Overdue(de),
            _ when code == RunningPages.HeldAtBranch.Reference => AtBranch(de),
            _ when code == RunningPages.PhotoRefused.Reference => PhotoRefused(de),
            _ => null,
        };
    }

    private static StatusAnswer Ready(bool de) => Answer(de, Stage.ReadyForPickup,
        de ? "Ihr Personalausweis ist abholbereit." : "Your identity card is ready for collection.",
        new NextStep("collect", de ? "Holen Sie Ihren Personalausweis ab." : "Collect your identity card."),
        Lines(de, Stage.Received, Stage.Ordered, Stage.InProduction, Stage.Shipped, Stage.AtOffice, Stage.ReadyForPickup)) with
    {
        Pickup = new Pickup(
            "Bürgeramt Rathaus Mitte",
            "Karl-Marx-Allee 31, 10178 Berlin",
            "Mo 07:30-15:00; Di 07:30-15:00; Mi 07:00-14:30; Do 10:00-18:00; Fr 07:00-14:30",
            de ? ["Ihren alten Ausweis", "Dieses Schreiben oder den Abholcode"] : ["Your old card", "This sheet or the code"],
            DateOnly.FromDateTime(Now.Date).AddDays(80),
            new Uri("https://service.berlin.de/terminvereinbarung/")),
    };

    private static StatusAnswer Overdue(bool de) => Answer(de, Stage.InProduction,
        de ? "Ihr Personalausweis wird hergestellt." : "Your identity card is being made.",
        new NextStep("wait", de ? "Sie müssen nichts tun." : "There is nothing for you to do."),
        Lines(de, Stage.Received, Stage.Ordered, Stage.InProduction)) with
    {
        Overdue = true,
        LastHeard = Now.AddDays(-9),
        Expected = new ExpectedRange(Stage.ReadyForPickup, DateOnly.FromDateTime(Now.Date).AddDays(4), DateOnly.FromDateTime(Now.Date).AddDays(11), true),
    };

    private static StatusAnswer AtBranch(bool de) => Answer(de, Stage.HeldAtBranch,
        de ? "Ihr Personalausweis liegt in der Postfiliale." : "Your identity card is waiting at the post office.",
        new NextStep("collect-at-branch", de ? "Holen Sie ihn in der Filiale ab." : "Collect it at the branch."),
        Lines(de, Stage.Received, Stage.Ordered, Stage.InProduction, Stage.InDelivery, Stage.HeldAtBranch)) with
    {
        Shipment = new Shipment("DHL", "00340434161094042557", "Postfiliale 512, Turmstraße 5", DateOnly.FromDateTime(Now.Date).AddDays(7)),
    };

    private static StatusAnswer PhotoRefused(bool de) => Answer(de, Stage.ActionNeeded,
        de ? "Für Ihren Personalausweis brauchen wir ein neues Foto." : "We need a new photo for your identity card.",
        new NextStep("new-photo", de ? "Bringen Sie ein neues Foto in Ihr Bürgeramt." : "Take a new photo to your office."),
        Lines(de, Stage.Received, Stage.Ordered, Stage.ActionNeeded));

    private static StatusAnswer Answer(bool de, Stage stage, string headline, NextStep next, List<HistoryLine> history) => new()
    {
        Kind = DocumentKind.Parse("identity-card", null),
        KindName = de ? "Personalausweis" : "Identity card",
        Stage = stage,
        Since = history[^1].At,
        Headline = headline,
        NextStep = next,
        LastHeard = history[^1].At,
        Overdue = false,
        History = history,
        Language = de ? "de" : "en",
    };

    private static List<HistoryLine> Lines(bool de, params Stage[] stages) =>
        [.. stages.Select((stage, i) => new HistoryLine(stage, Now.AddDays(3 * (i - stages.Length)), de ? German(stage) : English(stage)))];

    private static string German(Stage stage) => stage switch
    {
        Stage.Received => "Ihr Antrag ist eingegangen.",
        Stage.Ordered => "Ihr Personalausweis ist bestellt.",
        Stage.InProduction => "Die Herstellung hat begonnen.",
        Stage.Shipped => "Der Ausweis ist auf dem Weg zum Bürgeramt.",
        Stage.AtOffice => "Der Ausweis ist im Bürgeramt eingetroffen.",
        Stage.ReadyForPickup => "Der Ausweis ist abholbereit.",
        Stage.InDelivery => "Der Ausweis ist auf dem Weg zu Ihnen.",
        Stage.HeldAtBranch => "Der Ausweis liegt in der Filiale.",
        _ => "Das Foto wurde nicht angenommen.",
    };

    private static string English(Stage stage) => stage switch
    {
        Stage.Received => "Your application has arrived.",
        Stage.Ordered => "Your identity card has been ordered.",
        Stage.InProduction => "Production has begun.",
        Stage.Shipped => "The card is on its way to the office.",
        Stage.AtOffice => "The card has arrived at the office.",
        Stage.ReadyForPickup => "The card is ready for collection.",
        Stage.InDelivery => "The card is on its way to you.",
        Stage.HeldAtBranch => "The card is waiting at the branch.",
        _ => "The photo was not accepted.",
    };
}
