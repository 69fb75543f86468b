using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace Ausweisstatus;

/// <summary>Shows how far a piece of work is: a bar on a terminal, a line now and then elsewhere. Compiled into each program that shows one.</summary>
/// <param name="console">Where to.</param>
/// <param name="line">Says what is being done and how fast, given the time since the beginning.</param>
/// <param name="total">When it is done.</param>
/// <param name="done">How much of <paramref name="total"/> is done.</param>
internal sealed class ProgressDisplay(IAnsiConsole console, Func<TimeSpan, string> line, double total, Func<double> done)
{
    private static readonly TimeSpan RedrawInterval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LineInterval = TimeSpan.FromSeconds(5);

    private readonly Stopwatch watch = Stopwatch.StartNew();

    public TimeSpan Elapsed => watch.Elapsed;

    /// <summary>What was counted in a time.</summary>
    public static string Speed(long count, string unit, TimeSpan elapsed) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {unit}, {count / Math.Max(elapsed.TotalSeconds, 0.001):N0} a second");

    /// <param name="work">Under way already; its failure is this one's.</param>
    public async Task ShowAsync(Task work)
    {
        if (console.Profile.Out.IsTerminal)
        {
            await console.Progress()
                .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
                .StartAsync(async context =>
                {
                    var bar = context.AddTask(line(Elapsed), maxValue: Math.Max(total, 1));
                    await RepeatAsync(work, RedrawInterval, () => (bar.Value, bar.Description) = (done(), line(Elapsed)));
                    (bar.Value, bar.Description) = (done(), line(Elapsed));
                });
        }
        else
        {
            await RepeatAsync(work, LineInterval, () => console.WriteLine($"{line(Elapsed)}{Remaining()}"));
        }

        await work;
    }

    private static async Task RepeatAsync(Task work, TimeSpan interval, Action show)
    {
        using var timer = new PeriodicTimer(interval);
        var tick = timer.WaitForNextTickAsync().AsTask();
        while (await Task.WhenAny(work, tick) != work)
        {
            show();
            tick = timer.WaitForNextTickAsync().AsTask();
        }
    }

    private string Remaining()
    {
        var part = total > 0 ? Math.Min(1, done() / total) : 0;
        return part > 0
            ? string.Create(CultureInfo.InvariantCulture, $", {part:P0}, about {Math.Ceiling((Elapsed * ((1 / part) - 1)).TotalSeconds):N0} s left")
            : "";
    }
}
