namespace Ausweisstatus.Benchmarks.Measuring;

/// <summary>What is measured beside each other.</summary>
/// <param name="Product">What all of it is about.</param>
/// <param name="Limit">What the machine can do at most.</param>
internal sealed record Contenders(IContender Product, IContender Limit)
{
    /// <summary>The limit with a further part of the product's work, so that it is nearer; null where there is one limit only.</summary>
    public IContender? SecondLimit { get; init; }

    /// <summary>What somebody else would build; null where there is nobody.</summary>
    public IContender? Peer { get; init; }
}
