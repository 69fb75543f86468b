using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Ausweisstatus.Access.Staff;

/// <summary>Tokens that the provider of staff issued for programs of theirs. Those that clients sign themselves are something else.</summary>
internal sealed class StaffTokens(IOptions<StaffSettings> settings, IHostEnvironment environment, TimeProvider clock) : IConfigureNamedOptions<JwtBearerOptions>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public void Configure(JwtBearerOptions options)
    {
    }

    public void Configure(string? name, JwtBearerOptions options)
    {
        if (name != StaffSchemes.Token)
        {
            return;
        }

        options.Authority = settings.Value.Issuer;
        options.RequireHttpsMetadata = !environment.IsDevelopment();
        options.BackchannelTimeout = Patience;
        options.MapInboundClaims = false;
        options.SaveToken = false;
        // Why a token was refused helps only those who forge one.
        options.IncludeErrorDetails = false;
        options.TokenHandlers.Clear();
        options.TokenHandlers.Add(new JsonWebTokenHandler { MapInboundClaims = false });
        options.TokenValidationParameters = new TokenValidationParameters
        {
            ValidAlgorithms = StaffSignIn.Algorithms,
            RequireSignedTokens = true,
            ValidAudience = settings.Value.Audience,
            LifetimeValidator = (notBefore, expires, token, _) => Holds(notBefore, expires, ((JsonWebToken)token).IssuedAt, clock.GetUtcNow().UtcDateTime),
        };
        options.Events = new JwtBearerEvents { OnMessageReceived = WaitForIssuerAsync, OnTokenValidated = Identify, OnAuthenticationFailed = Refuse };
    }

    // How long it holds is for the provider to say.
    private static bool Holds(DateTime? notBefore, DateTime? expires, DateTime issuedAt, DateTime now) =>
        now < expires + TokenLifetime.Skew && issuedAt <= now + TokenLifetime.Skew && (notBefore is not { } start || start <= now + TokenLifetime.Skew);

    // Without the keys of the issuer the library would call every token a bad one.
    private static async Task WaitForIssuerAsync(MessageReceivedContext context)
    {
        if (context.Request.Headers.Authorization.Count > 0)
        {
            await StaffSignIn.WaitForIssuerAsync(context.Options.ConfigurationManager!, context.HttpContext);
        }
    }

    private Task Identify(TokenValidatedContext context)
    {
        if (settings.Value.CallerOf(context.Principal!) is { } caller)
        {
            context.Principal = new(new StaffIdentity(caller, context.Scheme.Name));
        }
        else
        {
            context.Fail("The token names nobody.");
        }

        return Task.CompletedTask;
    }

    // A token that breaks its reader is a bad token; an issuer that is away is not the caller's fault.
    private static Task Refuse(AuthenticationFailedContext context)
    {
        if (context.Exception is not (BadHttpRequestException or OperationCanceledException))
        {
            context.Fail("Not a valid token.");
        }

        return Task.CompletedTask;
    }
}
