using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ausweisstatus.Benchmarks.Measuring;

/// <summary>A result for programs: one line of JSON.</summary>
internal sealed record ResultLine(
    string Benchmark, double Product, double Limit, double Peer, string Unit, double ToLimit, double ToPeer, int Rounds, ResultLine.Latencies? P99)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>In milliseconds.</summary>
    internal sealed record Latencies(double Product, double Limit, double Peer, double ToLimit);

    public static string Of(Result result) => JsonSerializer.Serialize(
        new ResultLine(
            result.Name,
            Math.Round(result.Product.Rate, 1), Math.Round(result.Limit.Rate, 1), Math.Round(result.Peer.Rate, 1),
            result.Unit,
            Math.Round(result.ToLimit, 4), Math.Round(result.ToPeer, 4),
            result.Rounds,
            LatenciesOf(result)),
        Json);

    private static Latencies? LatenciesOf(Result result) =>
        result is { Goal.P99ToLimit: not null, Product.P99: { } product, Limit.P99: { } limit, Peer.P99: { } peer }
            ? new Latencies(Math.Round(product, 2), Math.Round(limit, 2), Math.Round(peer, 2), Math.Round(product / limit, 4))
            : null;
}
