using System.Net;
using System.Net.Sockets;

namespace Ausweisstatus.Operate;

/// <summary>Looks whether an address to listen on is one, and taken, before the framework finds out with a stack trace.</summary>
internal static class ListenAddress
{
    /// <summary>The first of several addresses, separated by semicolons, that is none; null if all are.</summary>
    public static string? FirstWrong(string urls) => Each(urls).FirstOrDefault(url => !IsAddress(url));

    /// <summary>The first of several addresses, separated by semicolons, on which another program listens; null if none.</summary>
    public static string? FirstTaken(string urls) => Each(urls).FirstOrDefault(IsTaken);

    private static string[] Each(string urls) => urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    // With any host, * and + too.
    private static bool IsAddress(string url)
    {
        try
        {
            return BindingAddress.Parse(url).Scheme is "http" or "https";
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static bool IsTaken(string url)
    {
        var address = BindingAddress.Parse(url);
        if (address.IsUnixPipe || address.IsNamedPipe)
        {
            return false;
        }

        var ip = IPAddress.TryParse(address.Host.Trim('[', ']'), out var given) ? given
            : address.Host == "localhost" ? IPAddress.Loopback
            : IPAddress.Any;
        try
        {
            using var probe = new TcpListener(ip, address.Port);
            probe.Start();
            return false;
        }
        catch (SocketException problem) when (problem.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            return true;
        }
        catch (SocketException)
        {
            // Another trouble, which the framework explains better.
            return false;
        }
    }
}
