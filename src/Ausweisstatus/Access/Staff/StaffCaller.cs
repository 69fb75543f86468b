using System.Security.Claims;
using System.Text.Json.Serialization;
using Ausweisstatus.Domain;

namespace Ausweisstatus.Access.Staff;

/// <summary>
/// A person of the staff, as far as their provider vouches for them. An endpoint for staff takes it as a parameter.
/// </summary>
/// <param name="Subject">Who it is at the provider; never given to anybody else.</param>
/// <param name="Name">How the audit log names them.</param>
/// <param name="Roles">Those that the settings map; may be none.</param>
/// <param name="Authorities">For which the role support holds.</param>
/// <param name="Session">Of their browser; null for a program with a token.</param>
internal sealed record StaffCaller(
    string Subject, string Name, IReadOnlyList<StaffRole> Roles, IReadOnlyList<AuthorityId> Authorities, Guid? Session = null)
{
    /// <summary>Whether they may read documents of every authority, those of tomorrow included.</summary>
    [JsonIgnore]
    public bool SeesAllAuthorities => Roles.Contains(StaffRole.Hotline);

    public bool MayRead(AuthorityId authority) => SeesAllAuthorities || MayCorrect(authority);

    /// <summary>Whether they may say what is recorded about documents of this authority.</summary>
    public bool MayCorrect(AuthorityId authority) => Roles.Contains(StaffRole.Support) && Authorities.Contains(authority);

    /// <summary>In which role they read a document of this authority.</summary>
    public StaffRole RoleFor(AuthorityId authority) => MayCorrect(authority) ? StaffRole.Support : StaffRole.Hotline;

    /// <summary>Lets a minimal API endpoint take it as its parameter.</summary>
    public static ValueTask<StaffCaller?> BindAsync(HttpContext context) => ValueTask.FromResult(context.StaffCallerOrNobody());
}

/// <summary>What the framework knows of the person: a name, and roles to authorise by.</summary>
internal sealed class StaffIdentity(StaffCaller caller, string scheme) : ClaimsIdentity(
    [new("sub", caller.Subject), .. caller.Roles.Select(role => new Claim("role", KebabCase.Of(role)))], scheme, "sub", "role")
{
    public StaffCaller Caller => caller;
}

internal static class StaffCallerOfRequest
{
    /// <summary>The person who asks, or null where nobody signed in.</summary>
    public static StaffCaller? StaffCallerOrNobody(this HttpContext context) => context.User.Identities.OfType<StaffIdentity>().FirstOrDefault()?.Caller;
}
