using System.Globalization;

namespace Ausweisstatus.Access;

/// <summary>Clients as lines of text for the command line.</summary>
internal static class ClientText
{
    public static string Settings(Client client) =>
        $"role {client.Role.Name()}, source {client.Source ?? "none"}, authorities {Authorities(client)}{(client.Development ? ", for Development only" : "")}";

    public static string Authorities(Client client) =>
        client.AllAuthorities ? "all" : client.Authorities.Count == 0 ? "none" : string.Join(", ", client.Authorities);

    public static string Key(ClientKey key) =>
        $"  key {key.Id}  since {key.RegisteredAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC";
}
