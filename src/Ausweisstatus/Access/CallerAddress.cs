using System.Net;
using System.Net.Sockets;

namespace Ausweisstatus.Access;

/// <summary>What counts as one caller: an IPv4 address, or the /64 that an IPv6 connection is given as a whole.</summary>
internal static class CallerAddress
{
    /// <summary>Equal for one caller, and different in every process.</summary>
    public static int Hash(IPAddress? address)
    {
        if (address is null) return 0;
        Span<byte> bytes = stackalloc byte[16];
        if (!address.TryWriteBytes(bytes, out var length)) return 0;
        var significant =
            address.IsIPv4MappedToIPv6 ? bytes[12..16]
            : address.AddressFamily == AddressFamily.InterNetworkV6 ? bytes[..8]
            : bytes[..length];
        var hash = new HashCode();
        hash.AddBytes(significant);
        return hash.ToHashCode();
    }
}
