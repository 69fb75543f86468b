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
    private IBrowser? whole;

    public async ValueTask InitializeAsync()
    {
        playwright = await Playwright.CreateAsync();
        browser = await LaunchAsync(Names);
    }

    public async ValueTask DisposeAsync()
    {
        if (whole is not null)
        {
            await whole.DisposeAsync();
        }

        if (browser is not null)
        {
            await browser.DisposeAsync();
        }

        playwright?.Dispose();
    }

    /// <summary>A fresh visitor; <see cref="Visit.DisposeAsync"/> checks what holds for every visit.</summary>
    internal async Task<Visit> VisitAsync(RunningPages pages, Visitor visitor)
    {
        // The one without windows shows no notifications.
        var own = visitor.IsNotified ? whole ??= await LaunchAsync(Names[1..]) : browser!;
        var context = await own.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = (visitor.At ?? pages.Url).ToString(),
            Locale = visitor.Language,
            ColorScheme = visitor.Dark ? ColorScheme.Dark : ColorScheme.Light,
            ForcedColors = visitor.ForcedColours ? ForcedColors.Active : ForcedColors.None,
            ViewportSize = new ViewportSize { Width = visitor.Width, Height = 800 },
            JavaScriptEnabled = visitor.Scripts,
        });
        return new Visit(context, await context.NewPageAsync(), pages, visitor.At);
    }

    private Task<IBrowser> LaunchAsync(string[] names) => playwright!.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
    {
        ExecutablePath = Find(names),
        // Chromium refuses to start its sandbox as root, as in most build containers.
        Args = Environment.UserName == "root" ? [.. Quiet, "--no-sandbox"] : Quiet,
    });

    private static string Find(string[] names)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return names.SelectMany(_ => folders, (name, folder) => Path.Combine(folder, name)).FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException($"These tests need a browser: none of {string.Join(", ", names)} is on the PATH.");
    }
}
