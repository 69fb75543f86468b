namespace Ausweisstatus.Benchmarks.Measuring;

/// <summary>Something the product does, with what it is compared with.</summary>
internal interface IBenchmark
{
    string Name { get; }

    /// <summary>Whether the product can be compared with itself in variants.</summary>
    bool HasVariants => true;

    /// <summary>Builds product, limit and peer, and has them measured in turns.</summary>
    Task<Result> RunAsync(Settings settings, CancellationToken cancellation);
}
