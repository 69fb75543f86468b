using System.Globalization;
using Microsoft.Playwright;

namespace Ausweisstatus.Browser.Tests;

/// <summary>Everything a citizen may get to see.</summary>
public enum Screen
{
    Ask,
    Ready,
    Producing,
    Overdue,
    Branch,
    Photo,
    PeriodOver,
    SentAgain,
    Mend,
    Unknown,
    Throttled,
    Privacy,
    Accessibility,
    Times,
    Family,
    Help,
    Proxy,
    Looks,
    Travel,
    Slip,
    AddressToMend,
    Subscribed,
    ToldOnDevice,
    NotToldOnDevice,
    SubscriptionAsked,
    SubscriptionConfirmed,
    SubscriptionRunning,
    SubscriptionOver,
    StaffFailed,
    StaffSearch,
    StaffReasonToMend,
    StaffDocument,
    StaffRefold,
    StaffRebuilds,
    StaffRebuild,
    StaffCompared,
    StaffSaid,
    StaffRetract,
    StaffPrint,
    StaffLists,
    StaffRefusals,
    StaffRefusedFacts,
    StaffSentAgain,
    StaffSilence,
    NoSuchPage,
    OurFault,
}

internal static class Screens
{
    /// <summary>Whether it is one of the console, which speaks fewer languages.</summary>
    public static bool IsOfStaff(Screen screen) => $"{screen}".StartsWith("Staff", StringComparison.Ordinal);

    /// <summary>Whether it is shown in another language by its own menu. In place of the others the answer is shown there.</summary>
    public static bool ChangesLanguage(Screen screen) => !IsOfStaff(screen) && screen is not (Screen.Travel or Screen.AddressToMend or Screen.Subscribed
        or Screen.ToldOnDevice or Screen.NotToldOnDevice or Screen.SubscriptionConfirmed);

    public static Task OpenAsync(this Visit visit, Screen screen) => screen switch
    {
        Screen.Ask => Go(visit, "/"),
        Screen.Ready => visit.AskAsync(visit.Pages.ReadyForPickup),
        Screen.Producing => visit.AskAsync(visit.Pages.InProduction),
        Screen.Overdue => visit.AskAsync(visit.Pages.Overdue),
        Screen.Branch => visit.AskAsync(visit.Pages.HeldAtBranch),
        Screen.Photo => visit.AskAsync(visit.Pages.PhotoRefused),
        Screen.PeriodOver => visit.AskAsync(Question.PeriodOver),
        Screen.SentAgain => visit.AskAsync(Question.SentAgain),
        Screen.Mend => visit.AskAsync(new Question("7K2QM", "31", "2", "1990")),
        Screen.Unknown => visit.AskAsync(Question.Unknown),
        Screen.Throttled => visit.AskAsync(Question.Throttled),
        Screen.Privacy => Go(visit, "/privacy"),
        Screen.Accessibility => Go(visit, "/accessibility"),
        Screen.Family => OpenFamilyAsync(visit),
        Screen.Times => Go(visit, "/processing-times/berlin-mitte"),
        Screen.Help => Go(visit, "/help"),
        Screen.Proxy => Go(visit, "/proxy"),
        Screen.Looks => LookAsync(visit),
        Screen.Travel => TravelAsync(visit),
        Screen.Slip => Go(visit, visit.Pages.SlipPath),
        Screen.AddressToMend => visit.SubscribeAsync(visit.Pages.InProduction, "nobody"),
        Screen.Subscribed => visit.SubscribeAsync(visit.Pages.InProduction, "name@example.org"),
        Screen.ToldOnDevice => TellOnDeviceAsync(visit, allowed: true),
        Screen.NotToldOnDevice => TellOnDeviceAsync(visit, allowed: false),
        Screen.SubscriptionAsked => GoAsync(visit, visit.Pages.SubscriptionAsync(confirmed: false)),
        Screen.SubscriptionConfirmed => ConfirmAsync(visit),
        Screen.SubscriptionRunning => GoAsync(visit, visit.Pages.SubscriptionAsync(confirmed: true)),
        Screen.SubscriptionOver => Go(visit, visit.Pages.SubscriptionPath(Guid.NewGuid())),
        Screen.StaffFailed => Go(visit, "/staff?failed"),
        Screen.StaffSearch => visit.SignInAsync(),
        Screen.StaffReasonToMend => visit.ReadAsStaffAsync(visit.Pages.InProduction, "\u200b\u200b\u200b"),
        Screen.StaffDocument => OpenDocumentAsync(visit),
        Screen.StaffRefold => RefoldAsync(visit),
        Screen.StaffRebuilds => OpenRebuildsAsync(visit, "cancelled", ""),
        Screen.StaffRebuild => OpenRebuildsAsync(visit, "running", "/{0}"),
        Screen.StaffCompared => OpenDocumentAsync(visit, async page =>
        {
            await page.FillAsync("#since", "1");
            await page.ClickAsync("form:has(#since) button");
        }),
        Screen.StaffSaid => OpenDocumentAsync(visit, async page =>
        {
            await page.ClickAsync(".doings a[href*=ready-for-pickup]");
            await page.ClickAsync("main button.main");
        }),
        Screen.StaffRetract => OpenDocumentAsync(visit, page => page.Locator(".timeline a.quiet").Last.ClickAsync()),
        Screen.StaffPrint => OpenDocumentAsync(visit, page => page.ClickAsync(".doings a:last-child")),
        Screen.StaffLists => visit.SignInAsync("/staff/lists"),
        Screen.StaffRefusals => visit.SignInAsync("/staff/refusals"),
        Screen.StaffRefusedFacts => visit.SignInAsync(RefusedSamples.Path),
        Screen.StaffSentAgain => SendAgainAsync(visit),
        Screen.StaffSilence => visit.SignInAsync("/staff/silence"),
        Screen.NoSuchPage => Go(visit, "/nowhere"),
        Screen.OurFault => Go(visit, RunningPages.FailingPath),
        _ => throw new ArgumentOutOfRangeException(nameof(screen)),
    };

    private static async Task TravelAsync(Visit visit)
    {
        await visit.AskAsync(visit.Pages.InProduction);
        await visit.Page.FillAsync("#leave-day", "3");
        await visit.Page.FillAsync("#leave-month", "7");
        await visit.Page.FillAsync("#leave-year", "2099");
        await visit.Page.RunAndWaitForResponseAsync(() => visit.Page.ClickAsync("form:has(#leave-day) button"), answer => answer.Request.Method == "POST").WaitForLoad(visit.Page);
    }

    private static async Task OpenFamilyAsync(Visit visit)
    {
        await visit.Page.GotoAsync("/family");
        foreach (var question in (Question[])[visit.Pages.ReadyForPickup, visit.Pages.PhotoRefused])
        {
            await visit.FillAsync(question);
            await visit.Page.ClickAsync("button.main");
            await visit.Page.WaitForSelectorAsync(".card h2:focus");
            await visit.Page.WaitForFunctionAsync("document.getElementById('code').value === ''");
        }
    }

    private static async Task LookAsync(Visit visit)
    {
        await visit.AskAsync(visit.Pages.ReadyForPickup);
        await visit.Page.ClickAsync(".looks summary");
        await visit.Page.RunAndWaitForResponseAsync(() => visit.Page.ClickAsync(".looks button"), answer => answer.Request.Method == "POST").WaitForLoad(visit.Page);
    }

    private static async Task TellOnDeviceAsync(Visit visit, bool allowed)
    {
        using var device = visit.Pages.NewDevice();
        if (allowed)
        {
            await visit.AllowPushAsync(device);
        }

        await visit.AskAsync(visit.Pages.InProduction);
        await visit.PressOnDeviceAsync("start", allowed ? "told" : "denied");
    }

    private static async Task ConfirmAsync(Visit visit)
    {
        await GoAsync(visit, visit.Pages.SubscriptionAsync(confirmed: false));
        await visit.PressAsync();
    }

    private static async Task OpenDocumentAsync(Visit visit, Func<IPage, Task>? goOn = null)
    {
        await visit.ReadAsStaffAsync(visit.Pages.ReadyForPickup, "asked on the phone");
        await visit.Page.WaitForSelectorAsync(".as-citizen");
        if (goOn is not null)
        {
            await goOn(visit.Page);
            await visit.Page.WaitForLoadStateAsync();
        }
    }

    private static async Task RefoldAsync(Visit visit)
    {
        await OpenDocumentAsync(visit);
        var id = new Uri(visit.Page.Url).Segments[^1];
        await visit.Pages.ExecuteAsync($"update ausweisstatus.mt_doc_document set kind = 'passport', last_heard = '2026-01-01', anomalies = array['not-registered'] where id = '{id}'");
        await visit.Page.ClickAsync("main a[href*='/replay']");
        await visit.Page.WaitForSelectorAsync(".changes");
    }

    private static async Task OpenRebuildsAsync(Visit visit, string state, string path)
    {
        var id = await visit.Pages.RebuildAsync(state);
        await visit.SignInAsync(person: "operator");
        await visit.Page.GotoAsync("/staff/rebuilds" + string.Format(CultureInfo.InvariantCulture, path, id));
        await visit.Page.WaitForSelectorAsync(path.Length > 0 ? "progress" : ".timeline li");
    }

    private static async Task SendAgainAsync(Visit visit)
    {
        await visit.SignInAsync(RefusedSamples.Path);
        await visit.Page.FillAsync("#reason", "asked on the phone");
        await visit.Page.ClickAsync("form:has(#reason) button");
        await visit.Page.WaitForSelectorAsync(".summary");
    }

    private static async Task GoAsync(Visit visit, Task<string> path) => await Go(visit, await path);

    private static async Task Go(Visit visit, string path) => await visit.Page.GotoAsync(path);
}
