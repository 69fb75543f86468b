using System.Globalization;
using Ausweisstatus.Domain;

namespace Ausweisstatus.Citizen;

/// <summary>
/// Where the parts of a chart of processing times are, in units of its view box: a bar a period, filled as far as half of the documents took
/// and outlined as far as eight of ten did. Time runs as the reader reads.
/// </summary>
internal sealed class TimesChart
{
    public const int Width = 320;
    public const int Height = 180;

    private const int Axis = 28;
    private const int Top = 8;
    private const int Bottom = 6;
    private const double Gap = 1.5;

    private static readonly int[] Steps = [1, 2, 5, 10, 20, 25, 50, 100, 200, 500];

    private readonly int highest;
    private readonly bool mirrored;

    /// <param name="times">Of one kind, oldest first; at least one.</param>
    /// <param name="mirrored">For readers from right to left.</param>
    public TimesChart(IReadOnlyList<ProcessingTime> times, bool mirrored)
    {
        this.mirrored = mirrored;
        var step = Steps.FirstOrDefault(step => times.Max(time => time.EightyPercent) <= 4 * step, 1000);
        highest = Math.Max(1, (times.Max(time => time.EightyPercent) + step - 1) / step) * step;
        Ticks = [.. Enumerable.Range(0, (highest / step) + 1).Select(tick => tick * step)];
        var (first, weeks) = (times[0].Since, Weeks(times[0].Since, times[^1].Week) + 1);
        var slot = (double)(Width - Axis) / weeks;
        Bars = [.. times.Select(BarOf)];

        Bar BarOf(ProcessingTime time)
        {
            var start = Axis + (slot * Weeks(first, time.Since));
            var width = (slot * (Weeks(time.Since, time.Week) + 1)) - Gap;
            var (half, eighty) = (Y(time.Median), Y(time.EightyPercent));
            return new Bar(Text(mirrored ? Width - start - width : start), Text(width), Text(half), Text(Y(0) - half), Text(eighty), Text(Y(0) - eighty));
        }
    }

    /// <summary>The numbers of days that lines are drawn for.</summary>
    public IReadOnlyList<int> Ticks { get; }

    public IReadOnlyList<Bar> Bars { get; }

    public string LineStart => Text(mirrored ? 0 : Axis - 2);

    public string LineEnd => Text(mirrored ? Width - Axis + 2 : Width);

    /// <summary>The middle of the numbers beside the lines.</summary>
    public string TickX => Text(mirrored ? Width - (Axis / 2.0) + 1 : (Axis / 2.0) - 1);

    public string YOf(int days) => Text(Y(days));

    private double Y(int days) => Height - Bottom - ((Height - Top - Bottom) * (double)days / highest);

    private static int Weeks(DateOnly from, DateOnly to) => (to.DayNumber - from.DayNumber) / 7;

    private static string Text(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>A period: the filled bar from <paramref name="HalfY"/> down, and the outline from <paramref name="EightyY"/> down.</summary>
    internal sealed record Bar(string X, string Width, string HalfY, string HalfHeight, string EightyY, string EightyHeight);
}
