using System.Globalization;

namespace Ausweisstatus.Simulator.Story;

/// <summary>What makes one feed the same feed again: its documents depend on nothing else, not even on how many are asked for.</summary>
internal sealed record Run(Scenario Scenario, DateOnly Until, ulong Seed)
{
    /// <summary>The feed knows nothing of what happened at or after this moment, the beginning of the day <see cref="Until"/>.</summary>
    public DateTimeOffset Cut => new(Until, TimeOnly.MinValue, TimeSpan.Zero);

    public string Name => string.Create(CultureInfo.InvariantCulture, $"{Scenario.OrderPrefix}-{Until:yyyyMMdd}-{Seed}");

    public string OrderOf(int index) => string.Create(CultureInfo.InvariantCulture, $"{Name}-{index:000000}");

    public SeededRandom RandomFor(string purpose, int index) => SeededRandom.For($"{purpose}/{OrderOf(index)}");
}
