using System.Text.RegularExpressions;

namespace Ausweisstatus.Access;

/// <summary>The form of the names of clients: small letters, digits and hyphens, 2 to 40 of them.</summary>
internal static partial class ClientName
{
    public const string Rule = "2 to 40 of a-z, 0-9 and hyphen";

    public static bool Is(string? text) => text is not null && Form().IsMatch(text);

    [GeneratedRegex(@"\A[a-z0-9-]{2,40}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
