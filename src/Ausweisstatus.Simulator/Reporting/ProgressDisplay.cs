using System.Diagnostics;
using Ausweisstatus.Simulator.Sending;
using Spectre.Console;

namespace Ausweisstatus.Simulator.Reporting;

/// <summary>Shows how far a piece of work is: a bar on a terminal, a line now and then elsewhere.</summary>
internal sealed class ProgressDisplay(IAnsiConsole console, RetryingHttpClient http)
{
    private static readonly TimeSpan Redrawn = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LinesApart = TimeSpan.FromSeconds(5);

    /// <param name="what">Begins the line.</param>
    /// <param name="unit">What <paramref name="count"/> counts.</param>
    /// <param name="documents">All documents.</param>
    /// <param name="done">Documents done so far.</param>
    /// <param name="count">Things counted so far, for the speed.</param>
    /// <param name="work">Under way already; its failure is this one's.</param>
    public async Task Show(string what, string unit, int documents, Func<double> done, Func<int> count, Task work)
    {
        var watch = Stopwatch.StartNew();
        string Line() => Speed(what, unit, count(), watch.Elapsed);
        if (console.Profile.Out.IsTerminal)
        {
            await console.Progress()
                .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
                .StartAsync(async context =>
                {
                    var bar = context.AddTask(Line(), maxValue: documents);
                    await Meanwhile(work, Redrawn, () => (bar.Value, bar.Description) = (done(), Line()));
                    bar.Description = Line();
                });
        }
        else
        {
            await Meanwhile(work, LinesApart, () => console.WriteLine($"{Line()}, {done() / documents:P0}"));
            console.WriteLine($"{Line()}, {done() / documents:P0}");
        }

        await work;
    }

    private static async Task Meanwhile(Task work, TimeSpan every, Action show)
    {
        using var timer = new PeriodicTimer(every);
        var tick = timer.WaitForNextTickAsync().AsTask();
        while (await Task.WhenAny(work, tick) != work)
        {
            show();
            tick = timer.WaitForNextTickAsync().AsTask();
        }

        show();
    }

    private string Speed(string what, string unit, int count, TimeSpan elapsed)
    {
        var speed = count / Math.Max(elapsed.TotalSeconds, 0.001);
        var waiting = http.Waiting > 0 ? ", waiting for the host" : "";
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{what}: {count:N0} {unit}, {speed:N0} a second{waiting}");
    }
}
