namespace Ausweisstatus.Benchmarks.Measuring;

/// <summary>The samples of all rounds that count; the same index is the same round.</summary>
internal sealed record Result(string Name, string Unit, Goal Goal, Measured Product)
{
    public Measured? Limit { get; init; }

    public Measured? SecondLimit { get; init; }

    public Measured? Peer { get; init; }

    /// <summary>The product in further variants; <see cref="Product"/> is the first.</summary>
    public IReadOnlyList<Measured> Variants { get; init; } = [];

    /// <summary>What else was found.</summary>
    public IReadOnlyList<Figure> Figures { get; init; } = [];

    public int Rounds => Product.Samples.Count;

    public double? ToLimit => Product.Rate / Limit?.Rate;

    public double? ToSecondLimit => Product.Rate / SecondLimit?.Rate;

    public double? ToPeer => Product.Rate / Peer?.Rate;

    /// <summary>Near enough to one of the limits is enough; null where nothing was compared with them.</summary>
    public bool? IsNearALimit => Limit is null || Goal.ToLimit is null
        ? null
        : Goal.IsReached(ToLimit, Goal.ToLimit) || Goal.IsReached(ToSecondLimit, Goal.ToSecondLimit);

    public double? P99ToLimit => Product.P99 / Limit?.P99;
}

/// <summary>A contender and what was found.</summary>
internal sealed record Measured(string Description, List<Sample> Samples)
{
    public double Rate => Median.Of(Samples.Select(sample => sample.Value));

    public double Lowest => Samples.Min(sample => sample.Value);

    public double Highest => Samples.Max(sample => sample.Value);

    /// <summary>The other divided by this, in each round; the median of them. What disturbs a whole round is not in it.</summary>
    public double RatioOf(Measured other) => Median.Of(Samples.Zip(other.Samples, (own, others) => others.Value / own.Value));

    public double? P99 => Samples.All(sample => sample.P99 is not null) ? Median.Of(Samples.Select(sample => sample.P99!.Value)) : null;
}
