namespace Ausweisstatus.Benchmarks.Measuring;

/// <summary>Something the product does, with what it is compared with.</summary>
internal interface IBenchmark
{
    string Name { get; }

    /// <summary>Builds product, limit and peer, and has them measured in turns.</summary>
    Task<Result> RunAsync(Settings settings, CancellationToken cancellation);
}
