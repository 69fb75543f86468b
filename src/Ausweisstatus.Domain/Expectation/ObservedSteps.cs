namespace Ausweisstatus.Domain.Expectation;

/// <summary>What is observed of something that takes steps: the weight of what ended in each, and of what went on to the end of it and was seen no further.</summary>
public sealed class ObservedSteps(int steps)
{
    /// <summary>Documents from whose days a range is read. Fewer do not tell where the last tenth of them begins.</summary>
    public const double EnoughDocuments = 9;

    // In working days: what is so much older counts half.
    private const double HalfLife = 15;

    private readonly double[] ended = new double[steps];
    private readonly double[] open = new double[steps];

    public IReadOnlyList<double> Ended => ended;

    public IReadOnlyList<double> Open => open;

    /// <summary>Of what ended.</summary>
    public double Weight { get; private set; }

    /// <param name="step">What lies outside counts as the first or the last.</param>
    /// <param name="isEnded">Whether it ended in this step, or was seen no further.</param>
    /// <param name="weight">How much it counts.</param>
    public void Add(int step, bool isEnded, double weight)
    {
        var within = Math.Clamp(step, 0, steps - 1);
        (isEnded ? ended : open)[within] += weight;
        Weight += isEnded ? weight : 0;
    }

    /// <summary>Where steps are working days: documents that took this span. What is long past counts less.</summary>
    /// <param name="span">Of them.</param>
    /// <param name="day">The last complete working day.</param>
    /// <param name="count">How many.</param>
    public void Add(Span span, int day, int count = 1)
    {
        // What was broken off on a day was seen going on until the day before.
        var step = span.IsReached ? span.End!.Value - span.Start : (span.End - 1 ?? day) - span.Start;
        if (step >= 0)
        {
            Add(step, span.IsReached, count * Math.Pow(2, ((span.End ?? day) - day) / HalfLife));
        }
    }

    /// <summary>These, and those of others with so much weight in all at most.</summary>
    public ObservedSteps With(ObservedSteps others, double most)
    {
        var sum = new ObservedSteps(steps);
        sum.AddAll(this, 1);
        sum.AddAll(others, others.Weight > most ? most / others.Weight : 1);
        return sum;
    }

    private void AddAll(ObservedSteps others, double factor)
    {
        for (var step = 0; step < steps; step++)
        {
            Add(step, isEnded: true, others.ended[step] * factor);
            Add(step, isEnded: false, others.open[step] * factor);
        }
    }
}
