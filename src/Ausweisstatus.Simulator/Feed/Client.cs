using Ausweisstatus.Simulator.Story;

namespace Ausweisstatus.Simulator.Feed;

/// <summary>A system that tells facts: a development client with a key of its own.</summary>
/// <param name="Name">Issuer of its tokens and name of its key file.</param>
/// <param name="Source">CloudEvents <c>source</c> of everything it tells.</param>
internal sealed record Client(string Name, string Source)
{
    public static readonly Client PrintShop = new("print-shop", "/print-shops/bdr");
    public static readonly Client Courier = new("courier", "/couriers/dhl");

    private static readonly Dictionary<Authority, Client> Offices =
        Authority.All.ToDictionary(authority => authority, authority => new Client($"office-{authority.Slug}", $"/authorities/{authority.Slug}"));

    public static IReadOnlyList<Client> All { get; } = [PrintShop, Courier, .. Offices.Values];

    public static Client Office(Authority authority) => Offices[authority];
}
