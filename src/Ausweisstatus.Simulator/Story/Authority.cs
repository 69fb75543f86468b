using Ausweisstatus.Simulator.Figures;

namespace Ausweisstatus.Simulator.Story;

/// <summary>A place where documents are collected; names are those of the sample locations.</summary>
internal sealed record Location(string Slug, string Name);

/// <summary>An authority of the feed; the first location is its main office.</summary>
internal sealed record Authority(string Slug, IReadOnlyList<Location> Locations)
{
    public static readonly Authority Mitte = new("berlin-mitte",
    [
        new("mitte-rathaus-mitte", "Bürgeramt Rathaus Mitte"),
        new("mitte-rathaus-tiergarten", "Bürgeramt Rathaus Tiergarten"),
        new("mitte-osloer", "Bürgeramt Osloer Straße"),
    ]);

    public static readonly Authority Pankow = new("berlin-pankow", [new("pankow-rathaus", "Rathaus Pankow")]);

    public static readonly IReadOnlyList<Authority> All = [Mitte, Pankow];

    public Location MainOffice => Locations[0];

    public static Authority Draw(SeededRandom random) => random.Happens(Assumptions.ShareOfMitte) ? Mitte : Pankow;
}
