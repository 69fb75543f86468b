using System.Globalization;

namespace Ausweisstatus.Benchmarks.Measuring;

/// <summary>What the product shall reach, as a share of the limit and as a multiple of the peer; null where there is none to compare with.</summary>
/// <param name="P99ToLimit">How many times the limit's p99 the product's may be; null where that is no goal.</param>
internal sealed record Goal(double? ToLimit, double? ToPeer, double? P99ToLimit = null)
{
    /// <summary>Less is better: the goals are not to be exceeded.</summary>
    public bool AtMost { get; init; }

    public string OfLimit => Text(ToLimit);

    /// <summary>As a share of the second limit; the goal is reached where either of the two is.</summary>
    public double? ToSecondLimit { get; init; }

    public string OfSecondLimit => Text(ToSecondLimit);

    public string OfPeer => Text(ToPeer);

    public bool IsReached(double? ratio, double? goal) => AtMost ? ratio <= goal : ratio >= goal;

    private string Text(double? goal) => goal is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{(AtMost ? '≤' : '≥')} {goal:0.##}");
}
