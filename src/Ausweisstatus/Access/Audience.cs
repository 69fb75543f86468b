using Microsoft.AspNetCore.Authorization;

namespace Ausweisstatus.Access;

/// <summary>Says for whom an endpoint is. What has none is closed to everybody.</summary>
internal interface IAudience;

/// <summary>For everyone, no token needed.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class ForEveryoneAttribute : Attribute, IAudience, IAllowAnonymous;

/// <summary>For callers of these roles, with a valid token.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class ForRolesAttribute : AuthorizeAttribute, IAudience
{
    public ForRolesAttribute(params Role[] roles)
    {
        ArgumentNullException.ThrowIfNull(roles);
        ArgumentOutOfRangeException.ThrowIfZero(roles.Length);
        Audience = roles;
        Roles = string.Join(',', roles.Select(role => role.Name()));
    }

    public IReadOnlyList<Role> Audience { get; }
}

/// <summary>Names the audience of an endpoint, or of every endpoint of a group.</summary>
internal static class AudienceConventions
{
    public static TBuilder ForEveryone<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new ForEveryoneAttribute());

    public static TBuilder ForRoles<TBuilder>(this TBuilder endpoint, params Role[] roles)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new ForRolesAttribute(roles));
}
