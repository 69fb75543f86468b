using System.ComponentModel.DataAnnotations;

namespace Ausweisstatus.Throttling;

/// <summary>Settings below <c>Ausweisstatus:Throttle</c>.</summary>
internal sealed class ThrottleSettings
{
    /// <summary>Misses an address may have at once.</summary>
    [Range(1, 1_000_000)]
    public int Burst { get; set; } = 300;

    /// <summary>Misses an address may have in the long run.</summary>
    [Range(1, 1_000_000)]
    public int PerMinute { get; set; } = 60;

    /// <summary>Misses that a reference may have in a day before the pauses begin.</summary>
    [Range(1, 250)]
    public int MissesPerReference { get; set; } = 10;
}
