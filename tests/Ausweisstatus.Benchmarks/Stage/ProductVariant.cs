using Ausweisstatus.Benchmarks.Measuring;

namespace Ausweisstatus.Benchmarks.Stage;

/// <summary>The product on a database that is brought into a variant's state first.</summary>
internal sealed class ProductVariant(Variant variant, IContender product, Installation installation) : IContender
{
    public string Description => $"{variant.Name}: {product.Description}";

    public async Task<Sample> MeasureAsync(TimeSpan duration, CancellationToken cancellation)
    {
        await installation.SwitchToAsync(variant, cancellation);
        return await product.MeasureAsync(duration, cancellation);
    }
}
