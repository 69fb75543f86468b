using System.Collections.Concurrent;
using Ausweisstatus.Tests.Notify.Push;
using Microsoft.Playwright;
using Shouldly;

namespace Ausweisstatus.Browser.Tests;

/// <summary>
/// One visitor in one window. At its end a visit proves what must hold for all of them: no request to anyone else, no cookie but those by
/// which a device that was answered is known again, nothing in the
/// console (where a browser reports what the content security policy forbade).
/// </summary>
internal sealed class Visit : IAsyncDisposable
{
    private readonly IBrowserContext context;
    private readonly ConcurrentQueue<string> complaints = new();

    /// <param name="context">The browser's.</param>
    /// <param name="page">The window.</param>
    /// <param name="pages">Where the documents are.</param>
    /// <param name="other">A node that is visited instead and may go away, of which a browser writes into its console.</param>
    public Visit(IBrowserContext context, IPage page, RunningPages pages, Uri? other = null)
    {
        this.context = context;
        Page = page;
        Pages = pages;
        page.Request += (_, request) => Note(
            new Uri(request.Url).Authority is var asked && asked != (other ?? pages.Url).Authority && !(IsOfStaff && asked == pages.SignIn.Authority), $"a request to {request.Url}");
        page.PageError += (_, error) => complaints.Enqueue($"a script error: {error}");
        // A browser also writes into its console that a page came with 404: that is no fault of the page.
        page.Console += (_, message) => Note(
            message.Type is "error" or "warning" && !(message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal) && (other is not null || page.Url.Contains("/family", StringComparison.Ordinal) || message.Location.Contains(page.Url, StringComparison.Ordinal))),
            $"in the console: {message.Text}");
    }

    public IPage Page { get; }

    public RunningPages Pages { get; }

    /// <summary>Signs in at the provider, and so has cookies of its own.</summary>
    public bool IsOfStaff { get; private set; }

    public async Task FillAsync(Question question)
    {
        await Page.FillAsync("#code", question.Code);
        await Page.FillAsync("#day", question.Day);
        await Page.FillAsync("#month", question.Month);
        await Page.FillAsync("#year", question.Year);
    }

    /// <summary>Fills the form in and sends it off; the answer that came.</summary>
    public async Task<IResponse> AskAsync(Question question)
    {
        if (await Page.QuerySelectorAsync("#code") is null)
        {
            await Page.GotoAsync("/");
        }

        await FillAsync(question);
        return await Page.RunAndWaitForResponseAsync(
            () => Page.ClickAsync("button.main"),
            response => response.Request.Method == "POST" && new Uri(response.Url).AbsolutePath == "/status").WaitForLoad(Page);
    }

    /// <summary>Asks, and then to be told by mail.</summary>
    public async Task<IResponse> SubscribeAsync(Question question, string address)
    {
        await AskAsync(question);
        await Page.FillAsync("#address", address);
        return await PressAsync();
    }

    /// <summary>Signs in as somebody of the staff, on the page of the provider.</summary>
    public async Task SignInAsync(string path = "/staff/sign-in", string person = "support")
    {
        IsOfStaff = true;
        await Page.GotoAsync(path);
        var back = new Uri(Pages.Url, path == "/staff/sign-in" ? "/staff" : path).AbsoluteUri;
        await Page.RunAndWaitForResponseAsync(() => Page.ClickAsync($"button[value={person}]"), response => response.Url == back).WaitForLoad(Page);
    }

    /// <summary>Finds the document of this question by its code, and opens it.</summary>
    public async Task ReadAsStaffAsync(Question question, string reason)
    {
        await SignInAsync();
        await Page.FillAsync("#code", question.Code);
        await Page.ClickAsync("form:has(#code) button.main");
        await Page.FillAsync("#reason", reason);
        await Page.ClickAsync("main button.main");
    }

    /// <summary>Presses the button of the page; the answer that came.</summary>
    public async Task<IResponse> PressAsync() => await Page.RunAndWaitForResponseAsync(
        () => Page.ClickAsync("main button.main"), response => response.Request.Method == "POST").WaitForLoad(Page);

    /// <summary>
    /// The visitor allows notifications. A browser asks its push service for a subscription, which cannot be reached from here: it is given one that
    /// was made by the test. Everything else is the browser's own.
    /// </summary>
    public async Task AllowPushAsync(Device device)
    {
        await context.GrantPermissionsAsync(["notifications"]);
        await context.AddInitScriptAsync($$"""
            PushManager.prototype.subscribe = async options => {
              const json = {{device.Subscription.ToJsonString()}};
              return { endpoint: json.endpoint, options: {}, toJSON: () => ({ ...json }), unsubscribe: async () => true };
            };
            """);
    }

    /// <summary>Presses a button of "on this device", and waits for what is said then.</summary>
    public async Task PressOnDeviceAsync(string button, string said)
    {
        await Page.ClickAsync($"#device-{button}");
        await Page.Locator($"#device [data-state={said}]").WaitForAsync();
    }

    public async ValueTask DisposeAsync()
    {
        var cookies = await context.CookiesAsync();
        await context.DisposeAsync();
        cookies.Where(cookie => !IsOfStaff || !cookie.Name.StartsWith("__Host-staff", StringComparison.Ordinal))
            .ShouldAllBe(cookie => cookie.Name.StartsWith("device-") && cookie.HttpOnly && cookie.SameSite == SameSiteAttribute.Strict);
        cookies.Where(cookie => cookie.Name.StartsWith("__Host-", StringComparison.Ordinal)).ShouldAllBe(cookie => cookie.HttpOnly && cookie.Secure);
        complaints.ShouldBeEmpty();
    }

    private void Note(bool wrong, string complaint)
    {
        if (wrong)
        {
            complaints.Enqueue(complaint);
        }
    }
}

internal static class Loading
{
    public static async Task<IResponse> WaitForLoad(this Task<IResponse> response, IPage page)
    {
        var answer = await response;
        try
        {
            await page.WaitForLoadStateAsync(LoadState.Load, new() { Timeout = 5_000 });
        }
        catch (TimeoutException)
        {
            // The event is missed where it comes while the waiting begins.
            (await page.EvaluateAsync<string>("() => document.readyState")).ShouldBe("complete");
        }

        return answer;
    }
}
