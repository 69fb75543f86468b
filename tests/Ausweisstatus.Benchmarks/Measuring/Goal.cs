using System.Globalization;

namespace Ausweisstatus.Benchmarks.Measuring;

/// <summary>What the product shall reach, as a share of the limit and as a multiple of the peer.</summary>
/// <param name="P99ToLimit">How many times the limit's p99 the product's may be; null where that is no goal.</param>
internal sealed record Goal(double ToLimit, double ToPeer, double? P99ToLimit = null)
{
    public string OfLimit => string.Create(CultureInfo.InvariantCulture, $"≥ {ToLimit:0.##}");

    public string OfPeer => string.Create(CultureInfo.InvariantCulture, $"≥ {ToPeer:0.##}");
}
