using System.Net;
using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Ausweisstatus.DevelopmentSignIn;

/// <summary>Somebody who can be chosen at the sign-in.</summary>
/// <param name="Subject">Who it is, for ever.</param>
/// <param name="Role">The value of the claim <c>role</c>.</param>
/// <param name="Authorities">The values of the claim <c>authorities</c>.</param>
public sealed record SamplePerson(string Subject, string Role, params string[] Authorities);

/// <summary>
/// A real OpenID Connect provider on this machine, which asks who you are and believes it. For Development and for tests. Nothing is stored:
/// a code or token is good because it was signed here, until this process ends.
/// </summary>
public sealed class SignInProvider : IAsyncDisposable
{
    public const string ClientId = "ausweisstatus-pages";
    public const string Audience = "ausweisstatus-staff";

    private readonly WebApplication app;

    private SignInProvider(WebApplication app) => this.app = app;

    public Uri Issuer => new(app.Urls.Single());

    /// <param name="people">Who can sign in.</param>
    /// <param name="port">On the loopback; 0 for any that is free.</param>
    /// <param name="clock">By which it stamps what it issues.</param>
    public static async Task<SignInProvider> StartAsync(IReadOnlyList<SamplePerson> people, int port = 0, TimeProvider? clock = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(server => server.Listen(IPAddress.Loopback, port));
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(clock ?? TimeProvider.System);
        builder.Services.AddRoutingCore();
        builder.Services.AddAuthentication();
        builder.Services.AddOpenIddict().AddServer(options => Configure(options, people));
        var app = builder.Build();
        app.UseRouting();
        app.UseAuthentication();
        app.MapMethods("/authorize", [HttpMethods.Get, HttpMethods.Post], (HttpContext context) => Authorize(context, people));
        await app.StartAsync();
        return new(app);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private static void Configure(OpenIddictServerBuilder options, IReadOnlyList<SamplePerson> people)
    {
        options.EnableDegradedMode()
            .SetAuthorizationEndpointUris("authorize").SetTokenEndpointUris("token").SetEndSessionEndpointUris("end-session")
            .AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange()
            // How a program gets a token without a browser: the name is enough.
            .AllowPasswordFlow()
            .RegisterScopes(Scopes.Profile)
            .AddSigningKey(new ECDsaSecurityKey(ECDsa.Create(ECCurve.NamedCurves.nistP256)))
            .AddEncryptionKey(new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(32)))
            .DisableAccessTokenEncryption()
            .SetAccessTokenLifetime(TimeSpan.FromMinutes(5));
        options.UseAspNetCore().DisableTransportSecurityRequirement().EnableAuthorizationEndpointPassthrough();

        // Without a store the library asks us which clients there are.
        options.AddEventHandler<ValidateAuthorizationRequestContext>(handler => handler.UseInlineHandler(context =>
        {
            RejectUnless(context, context.ClientId == ClientId && IsHere(context.RedirectUri));
            return default;
        }));
        options.AddEventHandler<ValidateTokenRequestContext>(handler => handler.UseInlineHandler(context =>
        {
            RejectUnless(context, context.ClientId == ClientId);
            return default;
        }));
        options.AddEventHandler<ValidateEndSessionRequestContext>(handler => handler.UseInlineHandler(context =>
        {
            RejectUnless(context, context.PostLogoutRedirectUri is null || IsHere(context.PostLogoutRedirectUri));
            return default;
        }));
        options.AddEventHandler<HandleTokenRequestContext>(handler => handler.UseInlineHandler(context =>
        {
            if (context.Request.IsPasswordGrantType())
            {
                if (people.FirstOrDefault(person => person.Subject == context.Request.Username) is { } person)
                {
                    context.SignIn(PrincipalOf(person, context.Request));
                }
                else
                {
                    context.Reject(Errors.InvalidGrant, "There is nobody of this name.");
                }
            }

            return default;
        }));
        // Nobody stays signed in here, so there is nothing to end.
        options.AddEventHandler<HandleEndSessionRequestContext>(handler => handler.UseInlineHandler(context =>
        {
            context.SignOut();
            return default;
        }));
    }

    private static IResult Authorize(HttpContext context, IReadOnlyList<SamplePerson> people)
    {
        var request = context.GetOpenIddictServerRequest()!;
        return people.FirstOrDefault(person => person.Subject == (string?)request[ChoosePage.Choice]) is { } chosen
            ? Results.SignIn(PrincipalOf(chosen, request), authenticationScheme: OpenIddictServerAspNetCoreDefaults.AuthenticationScheme)
            : Results.Content(ChoosePage.Html(request, people), "text/html; charset=utf-8");
    }

    private static ClaimsPrincipal PrincipalOf(SamplePerson person, OpenIddictRequest request)
    {
        var identity = new ClaimsIdentity(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme, Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, person.Subject).SetClaim(Claims.Role, person.Role).SetClaims("authorities", [.. person.Authorities]);
        identity.SetScopes(request.GetScopes());
        identity.SetResources(Audience);
        identity.SetDestinations(_ => [Destinations.AccessToken, Destinations.IdentityToken]);
        return new(identity);
    }

    private static void RejectUnless(BaseValidatingContext context, bool known)
    {
        if (!known)
        {
            context.Reject(Errors.InvalidClient, "This client or its address is not known here.");
        }
    }

    private static bool IsHere(string? address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.IsLoopback;
}
