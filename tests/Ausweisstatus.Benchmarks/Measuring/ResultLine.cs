using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ausweisstatus.Benchmarks.Measuring;

/// <summary>A result for programs: one line of JSON.</summary>
internal sealed record ResultLine(
    string Benchmark, double Product, double? Limit, double? Peer, string Unit, double? ToLimit, double? ToPeer, int Rounds,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ResultLine.Latencies? P99,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<Figure>? Figures)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>In milliseconds.</summary>
    internal sealed record Latencies(double Product, double Limit, double? Peer, double ToLimit);

    public static string Of(Result result) => JsonSerializer.Serialize(
        new ResultLine(
            result.Name,
            Math.Round(result.Product.Rate, 1), Round(result.Limit?.Rate, 1), Round(result.Peer?.Rate, 1),
            result.Unit,
            Round(result.ToLimit, 4), Round(result.ToPeer, 4),
            result.Rounds,
            LatenciesOf(result),
            result.Figures.Count > 0 ? [.. result.Figures.Select(figure => figure with { Value = Math.Round(figure.Value, 3) })] : null),
        Json);

    private static Latencies? LatenciesOf(Result result) =>
        result is { Goal.P99ToLimit: not null, Product.P99: { } product, Limit.P99: { } limit }
            ? new Latencies(Math.Round(product, 2), Math.Round(limit, 2), Round(result.Peer?.P99, 2), Math.Round(product / limit, 4))
            : null;

    private static double? Round(double? value, int digits) => value is { } known ? Math.Round(known, digits) : null;
}
