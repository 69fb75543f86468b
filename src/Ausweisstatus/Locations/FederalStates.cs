using System.Collections.Frozen;

namespace Ausweisstatus.Locations;

/// <summary>The states of Germany by ISO 3166-2.</summary>
internal static class FederalStates
{
    public static FrozenSet<string> All { get; } = new[]
    {
        "DE-BW", "DE-BY", "DE-BE", "DE-BB", "DE-HB", "DE-HH", "DE-HE", "DE-MV",
        "DE-NI", "DE-NW", "DE-RP", "DE-SL", "DE-SN", "DE-ST", "DE-SH", "DE-TH",
    }.ToFrozenSet(StringComparer.Ordinal);
}
