using System.Buffers.Text;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Ausweisstatus.Access.Staff;

/// <summary>
/// Knows staff by the cookie of their session. It holds a random key and nothing else, made anew with every sign-in: a cookie that somebody
/// planted before is worth nothing after it.
/// </summary>
internal sealed class StaffSessionHandler(
    StaffSessions sessions, IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : SignInAuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string CookieName = "__Host-staff";

    // Lax: the provider sends people back here, and links to documents are shared. What changes something needs a token of its form as well.
    private static readonly CookieOptions Cookie = new() { Path = "/", Secure = true, HttpOnly = true, SameSite = SameSiteMode.Lax };

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (KeyOfRequest() is not { } key || await sessions.FindAsync(key, Context.RequestAborted) is not { } session)
        {
            return AuthenticateResult.NoResult();
        }

        var properties = new AuthenticationProperties();
        if (session.IdToken is { } token)
        {
            properties.StoreTokens([new() { Name = OpenIdConnectParameterNames.IdToken, Value = token }]);
        }

        return AuthenticateResult.Success(new(new ClaimsPrincipal(new StaffIdentity(session.Caller, Scheme.Name)), properties, Scheme.Name));
    }

    protected override async Task HandleSignInAsync(ClaimsPrincipal user, AuthenticationProperties? properties)
    {
        await EndAsync();
        var caller = user.Identities.OfType<StaffIdentity>().Single().Caller;
        var key = await sessions.BeginAsync(caller, properties?.GetTokenValue(OpenIdConnectParameterNames.IdToken), Context.RequestAborted);
        Response.Cookies.Append(CookieName, Base64Url.EncodeToString(key), Cookie);
    }

    protected override async Task HandleSignOutAsync(AuthenticationProperties? properties)
    {
        await EndAsync();
        Response.Cookies.Delete(CookieName, Cookie);
    }

    /// <summary>A page that was asked for comes after the sign-in. What was posted is lost: nobody would expect it to be done later.</summary>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (HttpMethods.IsGet(Request.Method))
        {
            return StaffSignIn.ChallengeAsync(Context, Request.GetEncodedPathAndQuery());
        }

        Response.Redirect(StaffSignIn.FrontPage);
        return Task.CompletedTask;
    }

    private async Task EndAsync()
    {
        if (KeyOfRequest() is { } key)
        {
            await sessions.EndAsync(key, Context.RequestAborted);
        }
    }

    private byte[]? KeyOfRequest()
    {
        var key = new byte[StaffSessions.KeyBytes];
        return Request.Cookies[CookieName] is { Length: 43 } text && Base64Url.TryDecodeFromChars(text, key, out var length) && length == key.Length ? key : null;
    }
}
