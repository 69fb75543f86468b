namespace Ausweisstatus.Simulator.Story;

/// <summary>
/// The same seed gives the same numbers on every machine and every version of .NET, which
/// <see cref="Random"/> does not promise. The generator is SplitMix64 (Steele, Lea, Flood 2014).
/// </summary>
internal sealed class SeededRandom(ulong seed)
{
    private ulong state = seed;

    /// <summary>Random numbers for one purpose, e.g. the story of one document, independent of those for others.</summary>
    public static SeededRandom For(string purpose) => new(Hash(purpose));

    /// <summary>A number that a text always has (FNV-1a, then mixed).</summary>
    public static ulong Hash(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var character in text)
        {
            hash = (hash ^ character) * 1099511628211UL;
        }

        return Mix(hash);
    }

    /// <summary>At least 0, less than 1.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    public bool Happens(double rate) => NextDouble() < rate;

    public double Between(double least, double most) => least + (NextDouble() * (most - least));

    public int Next(int count) => (int)(NextDouble() * count);

    public T OneOf<T>(IReadOnlyList<T> choices) => choices[Next(choices.Count)];

    public T OneOf<T>(IReadOnlyList<(T Choice, double Weight)> choices)
    {
        var rest = NextDouble() * choices.Sum(choice => choice.Weight);
        foreach (var (choice, weight) in choices)
        {
            if (rest < weight)
            {
                return choice;
            }

            rest -= weight;
        }

        return choices[^1].Choice;
    }

    /// <summary>Exponentially distributed.</summary>
    public double Exponential(double mean) => -Math.Log(1 - NextDouble()) * mean;

    /// <summary>Log-normally distributed around a mean: never negative, with a longer tail upwards.</summary>
    /// <param name="mean">The mean.</param>
    /// <param name="spread">Standard deviation as a share of the mean.</param>
    public double LogNormal(double mean, double spread)
    {
        var variance = Math.Log(1 + (spread * spread));
        var normal = Math.Sqrt(-2 * Math.Log(1 - NextDouble())) * Math.Cos(2 * Math.PI * NextDouble());
        return mean * Math.Exp((normal * Math.Sqrt(variance)) - (variance / 2));
    }

    private ulong NextUInt64() => Mix(state += 0x9E3779B97F4A7C15UL);

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
        return value ^ (value >> 31);
    }
}
