namespace Ausweisstatus.Benchmarks.Measuring;

/// <summary>The samples of all rounds that count; the same index is the same round.</summary>
internal sealed record Result(string Name, string Unit, Goal Goal, Measured Product, Measured? Limit = null, Measured? Peer = null)
{
    /// <summary>What else was found.</summary>
    public IReadOnlyList<Figure> Figures { get; init; } = [];

    public int Rounds => Product.Samples.Count;

    public double? ToLimit => Product.Rate / Limit?.Rate;

    public double? ToPeer => Product.Rate / Peer?.Rate;

    public double? P99ToLimit => Product.P99 / Limit?.P99;
}

/// <summary>A contender and what was found.</summary>
internal sealed record Measured(string Description, IReadOnlyList<Sample> Samples)
{
    public double Rate => Median.Of(Samples.Select(sample => sample.Value));

    public double Lowest => Samples.Min(sample => sample.Value);

    public double Highest => Samples.Max(sample => sample.Value);

    public double? P99 => Samples.All(sample => sample.P99 is not null) ? Median.Of(Samples.Select(sample => sample.P99!.Value)) : null;
}
