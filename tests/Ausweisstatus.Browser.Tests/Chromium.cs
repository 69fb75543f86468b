using Ausweisstatus.Browser.Tests;
using Microsoft.Playwright;
using Xunit;

[assembly: AssemblyFixture(typeof(RunningPages))]
[assembly: AssemblyFixture(typeof(Chromium))]
[assembly: Xunit.v3.Parallelization(MaxThreads = 2)]

namespace Ausweisstatus.Browser.Tests;

/// <summary>The Chromium of this machine; nothing is downloaded.</summary>
public sealed class Chromium : IAsyncLifetime
{
    // The first draws no windows, which nobody sees, and takes half the time.
    private static readonly string[] Names = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    // A browser that stays at home: the tests see every request it makes.
    private static readonly string[] Quiet =
    [
        "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run", "--disable-quic", "--disable-gpu",
    ];

    private IPlaywright? playwright;
    private IBrowser? browser;

    public async ValueTask InitializeAsync()
    {
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Find(),
            // Chromium refuses to start its sandbox as root, as in most build containers.
            Args = Environment.UserName == "root" ? [.. Quiet, "--no-sandbox"] : Quiet,
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.DisposeAsync();
        }

        playwright?.Dispose();
    }

    /// <summary>A fresh visitor; <see cref="Visit.DisposeAsync"/> checks what holds for every visit.</summary>
    internal async Task<Visit> VisitAsync(RunningPages pages, Visitor visitor)
    {
        var context = await browser!.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = pages.Url.ToString(),
            Locale = visitor.Language,
            ColorScheme = visitor.Dark ? ColorScheme.Dark : ColorScheme.Light,
            ForcedColors = visitor.ForcedColours ? ForcedColors.Active : ForcedColors.None,
            ViewportSize = new ViewportSize { Width = visitor.Width, Height = 800 },
            JavaScriptEnabled = visitor.Scripts,
        });
        return new Visit(context, await context.NewPageAsync(), pages);
    }

    private static string Find()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return Names.SelectMany(_ => folders, (name, folder) => Path.Combine(folder, name)).FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException($"These tests need a browser: none of {string.Join(", ", Names)} is on the PATH.");
    }
}
