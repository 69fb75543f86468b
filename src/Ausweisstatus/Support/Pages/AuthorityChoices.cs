using Ausweisstatus.Domain;
using Ausweisstatus.Locations;

namespace Ausweisstatus.Support.Pages;

internal static class AuthorityChoices
{
    /// <summary>Those that somebody may choose from, with the names people know them by, in their order.</summary>
    public static IEnumerable<(string Id, string Name)> Choices(this AuthorityDirectory authorities, Func<AuthorityId, bool> may) =>
        authorities.All.Where(entry => may(entry.Authority)).Select(entry => (entry.Id, Name: entry.Name ?? entry.Id)).OrderBy(choice => choice.Name, StringComparer.Ordinal);
}
