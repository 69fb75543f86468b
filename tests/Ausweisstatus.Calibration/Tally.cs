namespace Ausweisstatus.Calibration;

/// <summary>How forecasts came out.</summary>
internal sealed class Tally
{
    private const double Alpha = 0.2;

    private double width;
    private double trueWidth;
    private double comparedWidth;
    private double score;

    public int Count { get; private set; }

    public int Hits { get; private set; }

    public int Below { get; private set; }

    /// <summary>In percent.</summary>
    public double Coverage => 100.0 * Hits / Count;

    /// <summary>Days a range has.</summary>
    public double Width => width / Count;

    /// <summary>Width against that of who knows the world; NaN where nothing could be compared.</summary>
    public double ToTrueWidth => comparedWidth / trueWidth;

    /// <summary>The interval score (Gneiting and Raftery): the width, and ten times what is missed. Less is better.</summary>
    public double Score => score / Count;

    public void Add(Tally other)
    {
        (Count, Hits, Below) = (Count + other.Count, Hits + other.Hits, Below + other.Below);
        (width, score) = (width + other.width, score + other.score);
        (comparedWidth, trueWidth) = (comparedWidth + other.comparedWidth, trueWidth + other.trueWidth);
    }

    public void Add(Forecast forecast, double? trulyWide)
    {
        var (from, to) = (forecast.From, forecast.To);
        // Who never came is far above.
        var came = forecast.Came ?? (to + 60);
        Count++;
        Hits += forecast.IsHit ? 1 : 0;
        Below += came < from ? 1 : 0;
        width += to - from + 1;
        score += to - from + 1 + (2 / Alpha * Math.Max(0, Math.Max(from - came, came - to)));
        if (trulyWide is { } known)
        {
            comparedWidth += to - from + 1;
            trueWidth += known;
        }
    }
}
