using System.Security.Claims;
using Ausweisstatus.Domain;

namespace Ausweisstatus.Access;

/// <summary>
/// Who calls, as far as a valid token says. An endpoint takes it as a parameter; it is there on every endpoint
/// that is for roles.
/// </summary>
internal sealed class Caller
{
    private readonly bool allAuthorities;
    private readonly HashSet<AuthorityId> authorities;

    private Caller(string client, Role role, ClaimsPrincipal principal)
    {
        Client = client;
        Role = role;
        allAuthorities = principal.HasClaim(CallerClaims.Authorities, CallerClaims.AllAuthorities);
        authorities = [.. principal.FindAll(CallerClaims.Authority).Select(claim => AuthorityId.Parse(claim.Value))];
        Source = principal.FindFirst(CallerClaims.Source)?.Value;
    }

    /// <summary>The client's name.</summary>
    public string Client { get; }

    public Role Role { get; }

    /// <summary>The CloudEvents source registered for it; null where it says no facts.</summary>
    public string? Source { get; }

    /// <summary>The authorities it may act for by name; none for one that may act for all.</summary>
    public IReadOnlyCollection<AuthorityId> Authorities => authorities;

    /// <summary>Whether it may act for this authority.</summary>
    public bool May(AuthorityId authority) => allAuthorities || authorities.Contains(authority);

    /// <summary>Whether a CloudEvents source is its own: its registered prefix or something below it.</summary>
    public bool Owns(string source) => Source is not null && SourcePrefix.Covers(Source, source);

    /// <returns>Null where the principal is nobody.</returns>
    public static Caller? From(ClaimsPrincipal principal) =>
        principal.Identity is { IsAuthenticated: true }
        && principal.FindFirst(CallerClaims.Client)?.Value is { } client
        && RoleNames.TryParse(principal.FindFirst(CallerClaims.Role)?.Value, out var role)
            ? new Caller(client, role, principal)
            : null;

    /// <summary>Lets a minimal API endpoint take a caller as its parameter.</summary>
    public static ValueTask<Caller?> BindAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return ValueTask.FromResult(context.CallerOrNobody());
    }
}

/// <summary>The claims that a caller is made of, whoever vouches for them.</summary>
internal static class CallerClaims
{
    public const string Client = "sub";
    public const string Role = "role";
    public const string Authority = "authority";
    public const string Authorities = "authorities";
    public const string AllAuthorities = "all";
    public const string Source = "source";

    /// <summary>The identity of a registered client.</summary>
    public static ClaimsPrincipal Of(Client client, string scheme)
    {
        List<Claim> claims = [new(Client, client.Id), new(Role, client.Role.Name())];
        if (client.AllAuthorities)
        {
            claims.Add(new(Authorities, AllAuthorities));
        }

        claims.AddRange(client.Authorities.Select(authority => new Claim(Authority, authority.ToString())));
        if (client.Source is not null)
        {
            claims.Add(new(Source, client.Source));
        }

        return new ClaimsPrincipal(new ClaimsIdentity(claims, scheme, Client, Role));
    }
}

/// <summary>The caller of a request.</summary>
internal static class CallerOfRequest
{
    /// <summary>The caller of an endpoint that is for roles.</summary>
    /// <exception cref="InvalidOperationException">The endpoint lets nobody in particular in.</exception>
    public static Caller Caller(this HttpContext context) =>
        context.CallerOrNobody() ?? throw new InvalidOperationException("This endpoint is not for roles.");

    /// <summary>The caller, or null without a valid token.</summary>
    public static Caller? CallerOrNobody(this HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Features.Get<Caller>() is { } known)
        {
            return known;
        }

        var caller = Access.Caller.From(context.User);
        if (caller is not null)
        {
            context.Features.Set(caller);
        }

        return caller;
    }
}
