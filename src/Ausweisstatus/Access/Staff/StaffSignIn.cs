using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Ausweisstatus.Access.Staff;

/// <summary>
/// Sends a browser to the provider and takes it back: OpenID Connect with the authorization code flow and PKCE. What comes of it is a session
/// of our own; tokens of the provider never reach the browser.
/// </summary>
internal sealed partial class StaffSignIn(
    IOptions<StaffSettings> settings, IHostEnvironment environment, ILogger<StaffSignIn> logger) : IConfigureNamedOptions<OpenIdConnectOptions>
{
    public const string FrontPage = "/staff";
    public const string FailedPage = "/staff?failed";

    /// <summary>Signatures that a provider makes with a key of its own. One with a shared key could be made by whoever knows our secret.</summary>
    public static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    private const string CallbackPath = "/staff/signed-in";
    private const string SignedOutPath = "/staff/signed-out";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public void Configure(OpenIdConnectOptions options)
    {
    }

    public void Configure(string? name, OpenIdConnectOptions options)
    {
        if (name != StaffSchemes.SignIn)
        {
            return;
        }

        options.Authority = settings.Value.Issuer;
        options.ClientId = settings.Value.ClientId;
        options.ClientSecret = settings.Value.ReadSecret();
        options.RequireHttpsMetadata = !environment.IsDevelopment();
        options.BackchannelTimeout = Patience;
        options.SignInScheme = StaffSchemes.Session;
        options.SignOutScheme = StaffSchemes.Session;
        options.ResponseType = OpenIdConnectResponseType.Code;
        // By GET, so that the cookies that belong to the answer may be Lax: a form from the provider's page would need them to go everywhere.
        options.ResponseMode = OpenIdConnectResponseMode.Query;
        options.UsePkce = true;
        options.CallbackPath = CallbackPath;
        options.SignedOutCallbackPath = SignedOutPath;
        options.SignedOutRedirectUri = FrontPage;
        // Anybody's page could sign staff out with it.
        options.RemoteSignOutPath = PathString.Empty;
        options.Scope.Clear();
        options.Scope.Add("openid");
        options.Scope.Add("profile");
        options.MapInboundClaims = false;
        options.SaveTokens = false;
        options.TokenValidationParameters.ValidAlgorithms = Algorithms;
        HardenCookie(options.CorrelationCookie, "__Host-staff-correlation-");
        HardenCookie(options.NonceCookie, "__Host-staff-nonce-");
        options.Events = new OpenIdConnectEvents
        {
            OnRedirectToIdentityProvider = context => LeadBack(address => context.ProtocolMessage.RedirectUri = address, CallbackPath),
            OnRedirectToIdentityProviderForSignOut = context => LeadBack(address => context.ProtocolMessage.PostLogoutRedirectUri = address, SignedOutPath),
            OnTokenValidated = Identify,
            OnRemoteFailure = Fail,
        };
    }

    /// <summary>Goes to the provider, and comes back to an address of ours.</summary>
    /// <param name="context">Of the request.</param>
    /// <param name="path">Made here: what a caller names is no place to lead anybody to.</param>
    public static async Task ChallengeAsync(HttpContext context, string path)
    {
        await WaitForIssuerAsync(OptionsOf(context).ConfigurationManager!, context);
        await context.ChallengeAsync(StaffSchemes.SignIn, new AuthenticationProperties { RedirectUri = path });
    }

    /// <summary>Ends the session here, and at the provider if it answers.</summary>
    public static async Task SignOutAsync(HttpContext context)
    {
        await context.SignOutAsync(StaffSchemes.Session);
        try
        {
            await WaitForIssuerAsync(OptionsOf(context).ConfigurationManager!, context);
        }
        catch (BadHttpRequestException)
        {
            context.Response.Redirect(FrontPage);
            return;
        }

        await context.SignOutAsync(StaffSchemes.SignIn);
    }

    /// <exception cref="BadHttpRequestException">It does not answer (503).</exception>
    public static async Task WaitForIssuerAsync(IConfigurationManager<OpenIdConnectConfiguration> issuer, HttpContext context)
    {
        try
        {
            await issuer.GetConfigurationAsync(context.RequestAborted);
        }
        catch (Exception away) when (away is InvalidOperationException or IOException or HttpRequestException)
        {
            throw new BadHttpRequestException("The provider of staff does not answer.", StatusCodes.Status503ServiceUnavailable, away);
        }
    }

    private static OpenIdConnectOptions OptionsOf(HttpContext context) =>
        context.RequestServices.GetRequiredService<IOptionsMonitor<OpenIdConnectOptions>>().Get(StaffSchemes.SignIn);

    private static void HardenCookie(CookieBuilder cookie, string name)
    {
        cookie.Name = name;
        cookie.Path = "/";
        cookie.SameSite = SameSiteMode.Lax;
        cookie.SecurePolicy = CookieSecurePolicy.Always;
    }

    // Where the operator says we are, and not where the request says: whoever sends it chooses that.
    private Task LeadBack(Action<string> set, string path)
    {
        if (settings.Value.PublicUrl is { } site)
        {
            set(new Uri(site, path).AbsoluteUri);
        }

        return Task.CompletedTask;
    }

    private Task Identify(TokenValidatedContext context)
    {
        if (settings.Value.CallerOf(context.Principal!) is { } caller)
        {
            context.Principal = new(new StaffIdentity(caller, context.Scheme.Name));
            // The provider asks for it when somebody signs out.
            context.Properties!.StoreTokens([new() { Name = OpenIdConnectParameterNames.IdToken, Value = context.TokenEndpointResponse!.IdToken }]);
        }
        else
        {
            context.Fail("The token names nobody.");
        }

        return Task.CompletedTask;
    }

    private Task Fail(RemoteFailureContext context)
    {
        // The message may quote what was sent.
        Failed(logger, context.Failure?.GetType().Name ?? "", context.Failure?.InnerException?.GetType().Name ?? "");
        context.Response.Redirect(FailedPage);
        context.HandleResponse();
        return Task.CompletedTask;
    }

    [LoggerMessage(LogLevel.Information, "A sign-in of staff failed: {Failure} {Cause}")]
    private static partial void Failed(ILogger logger, string failure, string cause);
}
