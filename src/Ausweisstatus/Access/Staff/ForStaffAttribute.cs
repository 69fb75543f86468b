using Ausweisstatus.Domain;
using Microsoft.AspNetCore.Authorization;

namespace Ausweisstatus.Access.Staff;

/// <summary>For staff in one of these roles. Pages take a session and nothing else, the API a token and nothing else.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class ForStaffAttribute : AuthorizeAttribute, IAudience
{
    public ForStaffAttribute(string scheme, params StaffRole[] roles)
    {
        ArgumentNullException.ThrowIfNull(roles);
        // No role would mean everybody who can sign in.
        ArgumentOutOfRangeException.ThrowIfZero(roles.Length);
        AuthenticationSchemes = scheme;
        Audience = roles;
        Roles = string.Join(',', roles.Select(role => KebabCase.Of(role)));
    }

    public IReadOnlyList<StaffRole> Audience { get; }
}

/// <summary>How staff prove who they are.</summary>
internal static class StaffSchemes
{
    /// <summary>A program's bearer token from the provider.</summary>
    public const string Token = "StaffToken";

    /// <summary>A browser's session.</summary>
    public const string Session = "StaffSession";

    /// <summary>Sends a browser to the provider, and takes it back.</summary>
    public const string SignIn = "StaffSignIn";
}

internal static class StaffAudienceConventions
{
    /// <summary>An endpoint of the API, or a group of them.</summary>
    public static TBuilder ForStaff<TBuilder>(this TBuilder endpoint, params StaffRole[] roles)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new ForStaffAttribute(StaffSchemes.Token, roles));
}
