using System.Text.Json.Serialization;
using Ausweisstatus.Storage;

namespace Ausweisstatus.Access;

/// <summary>What a caller is to the system; decides which facts it may say and which endpoints it may use.</summary>
[JsonConverter(typeof(KebabEnumConverter<Role>))]
internal enum Role
{
    Manufacturer,
    Courier,
    Authority,
    Support,
    Operator,
}

/// <summary>How roles are written: on the command line, in claims and in storage.</summary>
internal static class RoleNames
{
    public const string Manufacturer = "manufacturer";
    public const string Courier = "courier";
    public const string Authority = "authority";
    public const string Support = "support";
    public const string Operator = "operator";

    public static readonly string[] All = [Manufacturer, Courier, Authority, Support, Operator];

    public static string Name(this Role role) => All[(int)role];

    public static bool TryParse(string? name, out Role role)
    {
        var index = Array.IndexOf(All, name);
        role = (Role)Math.Max(index, 0);
        return index >= 0;
    }
}
