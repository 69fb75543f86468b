namespace Ausweisstatus.Browser.Tests;

/// <summary>Everything a citizen may get to see.</summary>
public enum Screen
{
    Ask,
    Ready,
    Overdue,
    Branch,
    Photo,
    Mend,
    Unknown,
    Throttled,
    Privacy,
    Accessibility,
    Slip,
    NoSuchPage,
    OurFault,
}

internal static class Screens
{
    public static Task OpenAsync(this Visit visit, Screen screen) => screen switch
    {
        Screen.Ask => Go(visit, "/"),
        Screen.Ready => Ask(visit, RunningPages.ReadyForPickup.Code),
        Screen.Overdue => Ask(visit, RunningPages.InProductionAndOverdue.Code),
        Screen.Branch => Ask(visit, RunningPages.HeldAtBranch.Code),
        Screen.Photo => Ask(visit, RunningPages.PhotoRefused.Code),
        Screen.Mend => Ask(visit, "7K2QM", day: "31", month: "2"),
        Screen.Unknown => Ask(visit, RunningPages.Unknown.Code),
        Screen.Throttled => Ask(visit, RunningPages.Throttled.Code),
        Screen.Privacy => Go(visit, "/privacy"),
        Screen.Accessibility => Go(visit, "/accessibility"),
        Screen.Slip => Go(visit, RunningPages.SlipPath),
        Screen.NoSuchPage => Go(visit, "/nowhere"),
        Screen.OurFault => Go(visit, RunningPages.FailingPath),
        _ => throw new ArgumentOutOfRangeException(nameof(screen)),
    };

    private static async Task Go(Visit visit, string path) => await visit.Page.GotoAsync(path);

    private static async Task Ask(Visit visit, string code, string day = "17", string month = "5") => await visit.AskAsync(code, day, month);
}
