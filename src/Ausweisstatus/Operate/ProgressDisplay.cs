using System.Diagnostics;
using System.Globalization;
using Ausweisstatus.EventLog.Rebuild;
using Spectre.Console;

namespace Ausweisstatus.Operate;

/// <summary>Shows how far a rebuild is: a bar on a terminal, a line now and then elsewhere.</summary>
internal sealed class ProgressDisplay(IAnsiConsole console, long facts)
{
    private static readonly TimeSpan Redrawn = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LinesApart = TimeSpan.FromSeconds(5);

    private readonly Stopwatch watch = Stopwatch.StartNew();
    private long folded;

    public TimeSpan Elapsed => watch.Elapsed;

    /// <summary>Any thread may tell.</summary>
    public void Tell(RebuildProgress page) => Interlocked.Add(ref folded, page.Facts);

    /// <param name="work">Under way already; its failure is this one's.</param>
    public async Task ShowAsync(Task work)
    {
        if (console.Profile.Out.IsTerminal)
        {
            await console.Progress()
                .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
                .StartAsync(async context =>
                {
                    var bar = context.AddTask(Line(), maxValue: Math.Max(facts, 1));
                    await WhileAsync(work, Redrawn, () => (bar.Value, bar.Description) = (folded, Line()));
                    (bar.Value, bar.Description) = (bar.MaxValue, Line());
                });
        }
        else
        {
            await WhileAsync(work, LinesApart, () => console.WriteLine($"{Line()}{Left()}"));
        }

        await work;
    }

    private static async Task WhileAsync(Task work, TimeSpan every, Action show)
    {
        using var timer = new PeriodicTimer(every);
        var tick = timer.WaitForNextTickAsync().AsTask();
        while (await Task.WhenAny(work, tick) != work)
        {
            show();
            tick = timer.WaitForNextTickAsync().AsTask();
        }
    }

    private string Line() =>
        string.Create(CultureInfo.InvariantCulture, $"{folded:N0} facts, {folded / Math.Max(Elapsed.TotalSeconds, 0.001):N0} a second");

    private string Left()
    {
        if (folded == 0 || facts == 0)
        {
            return "";
        }

        var left = Elapsed * Math.Max(0, ((double)facts / folded) - 1);
        return string.Create(CultureInfo.InvariantCulture, $", {Math.Min(1, (double)folded / facts):P0}, about {Math.Ceiling(left.TotalSeconds):N0} s left");
    }
}
