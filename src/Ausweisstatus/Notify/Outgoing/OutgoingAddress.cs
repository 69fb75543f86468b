using System.Net;

namespace Ausweisstatus.Notify.Outgoing;

/// <summary>
/// Where addresses that others give us may lead: https, and to the public internet alone. An address of our own network would let them reach
/// through us what only we can reach. In Development it may also be this machine.
/// </summary>
internal static class OutgoingAddress
{
    public const int MaxLength = 2000;

    private static readonly IPNetwork[] PrivateIPv4 = Parse(
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
        "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3");

    private static readonly IPNetwork PublicIPv6 = IPNetwork.Parse("2000::/3");

    // Tunnels, which lead to IPv4 addresses of any kind, and what is for documentation.
    private static readonly IPNetwork[] SpecialIPv6 = Parse("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

    /// <summary>What is wrong with an address; null for nothing. Where its name leads is checked at each connection.</summary>
    public static string? Check(string text, bool isDevelopment)
    {
        if (text.Length > MaxLength || !Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Host.Length == 0)
        {
            return $"must be an absolute address of at most {MaxLength} characters";
        }

        if (url.UserInfo.Length > 0 || text.Contains('#', StringComparison.Ordinal))
        {
            return "must have neither user information nor a fragment";
        }

        var plain = url.Scheme == Uri.UriSchemeHttp && url.IsLoopback && isDevelopment;
        if (url.Scheme != Uri.UriSchemeHttps && !plain)
        {
            return "must begin with https://";
        }

        return IPAddress.TryParse(url.IdnHost.Trim('[', ']'), out var address) && !IsAllowed(address, isDevelopment)
            ? "must lead to a public address"
            : null;
    }

    public static bool IsAllowed(IPAddress address, bool isDevelopment)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        if (IPAddress.IsLoopback(address))
        {
            return isDevelopment;
        }

        return address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork
            ? !Array.Exists(PrivateIPv4, network => network.Contains(address))
            : PublicIPv6.Contains(address) && !Array.Exists(SpecialIPv6, network => network.Contains(address));
    }

    private static IPNetwork[] Parse(params string[] networks) => Array.ConvertAll(networks, network => IPNetwork.Parse(network));
}
