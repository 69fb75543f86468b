using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Ausweisstatus.Domain;

namespace Ausweisstatus.Throttling;

/// <summary>
/// Where addresses and codes are counted: by keyed hashes, which are the same on every node, say nothing to who reads them, and cannot be
/// computed by anybody who would like to share a place with somebody else.
/// </summary>
internal sealed class ThrottlePlaces(LookupKeys keys)
{
    private const int LongestCode = 15;

    /// <summary>What counts as one caller: an IPv4 address, or the /64 that an IPv6 connection is given as a whole.</summary>
    public ulong Of(IPAddress? address)
    {
        Span<byte> bytes = stackalloc byte[16];
        if (address is null || !address.TryWriteBytes(bytes, out var length))
        {
            return 0;
        }

        var significant =
            address.IsIPv4MappedToIPv6 ? bytes[12..16]
            : address.AddressFamily == AddressFamily.InterNetworkV6 ? bytes[..8]
            : bytes[..length];
        return Hash("throttle-address", significant);
    }

    public ulong Of(Reference code)
    {
        Span<byte> bytes = stackalloc byte[LongestCode];
        return Hash("throttle-code", bytes[..Encoding.ASCII.GetBytes(code.Compact, bytes)]);
    }

    private ulong Hash(string purpose, ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[sizeof(ulong)];
        keys.Current.Seal(purpose, content, hash);
        return BinaryPrimitives.ReadUInt64BigEndian(hash);
    }
}
