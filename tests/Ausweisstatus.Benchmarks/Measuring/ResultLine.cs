using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ausweisstatus.Benchmarks.Measuring;

/// <summary>A result for programs: one line of JSON.</summary>
internal sealed record ResultLine(string Benchmark, string Unit, int Rounds, double Product, bool? IsNearALimit)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public double? P99 { get; init; }

    public Comparison? Limit { get; init; }

    public Comparison? SecondLimit { get; init; }

    public Comparison? Peer { get; init; }

    public IReadOnlyList<Comparison>? Variants { get; init; }

    public IReadOnlyList<Figure>? Figures { get; init; }

    /// <summary>Something the product is compared with.</summary>
    /// <param name="What">It is.</param>
    /// <param name="Value">In the unit of the benchmark.</param>
    /// <param name="ProductToIt">The product's divided by its.</param>
    /// <param name="Goal">For that ratio.</param>
    /// <param name="P99">In milliseconds.</param>
    internal sealed record Comparison(string What, double Value, double ProductToIt, double? Goal, double? P99);

    public static string Of(Result result) => JsonSerializer.Serialize(
        new ResultLine(result.Name, result.Unit, result.Rounds, Math.Round(result.Product.Rate, 1), result.IsNearALimit)
        {
            P99 = Round(result.Product.P99, 2),
            Limit = Compared(result.Limit, result.ToLimit, result.Goal.ToLimit),
            SecondLimit = Compared(result.SecondLimit, result.ToSecondLimit, result.Goal.ToSecondLimit),
            Peer = Compared(result.Peer, result.ToPeer, result.Goal.ToPeer),
            Variants = result.Variants.Count > 0 ? [.. result.Variants.Select(variant => Compared(variant, variant.RatioOf(result.Product), null)!)] : null,
            Figures = result.Figures.Count > 0 ? [.. result.Figures.Select(figure => figure with { Value = Math.Round(figure.Value, 3) })] : null,
        },
        Json);

    private static Comparison? Compared(Measured? with, double? ratio, double? goal) => with is null
        ? null
        : new Comparison(with.Description, Math.Round(with.Rate, 1), Math.Round(ratio!.Value, 4), goal, Round(with.P99, 2));

    private static double? Round(double? value, int digits) => value is { } known ? Math.Round(known, digits) : null;
}
