using System.ComponentModel.DataAnnotations;
using Ausweisstatus.Problems;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Ausweisstatus.Access;

/// <summary>Settings below <c>Ausweisstatus</c> that concern tokens.</summary>
internal sealed class TokenSettings
{
    public const string DefaultAudience = "ausweisstatus";

    /// <summary>The name of this installation; <c>aud</c> of every token made for it.</summary>
    [Required]
    public string Audience { get; set; } = DefaultAudience;
}

/// <summary>
/// Tokens that registered clients sign themselves (in the manner of RFC 7523): ES256, <c>iss</c> = <c>sub</c> = client,
/// <c>aud</c> = this installation, at most five minutes long.
/// </summary>
internal sealed class BearerTokens(ClientDirectory clients, VerifiedTokens verified, IOptions<TokenSettings> settings, TimeProvider clock)
    : IConfigureNamedOptions<JwtBearerOptions>
{
    private const string Scheme = "Bearer ";
    private const int MaxTokenBytes = 8 * 1024;

    public void Configure(JwtBearerOptions options) => Configure(JwtBearerDefaults.AuthenticationScheme, options);

    public void Configure(string? name, JwtBearerOptions options)
    {
        if (name != JwtBearerDefaults.AuthenticationScheme)
        {
            return;
        }

        var audience = settings.Value.Audience;
        options.MapInboundClaims = false;
        options.SaveToken = false;
        // Why a token was refused helps only those who forge one.
        options.IncludeErrorDetails = false;
        options.TokenHandlers.Clear();
        options.TokenHandlers.Add(new JsonWebTokenHandler { MaximumTokenSizeInBytes = MaxTokenBytes, MapInboundClaims = false });
        options.TokenValidationParameters = new TokenValidationParameters
        {
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            RequireSignedTokens = true,
            ValidateIssuerSigningKey = true,
            IssuerSigningKeyResolver = (_, token, kid, _) => KeysFor(token.Issuer, kid),
            IssuerValidator = (issuer, _, _) =>
                clients.Find(issuer) is not null ? issuer : throw new SecurityTokenInvalidIssuerException("Not a registered client."),
            // Made for this installation and for no other: a second recipient could use it here.
            AudienceValidator = (audiences, _, _) => audiences.Take(2).SequenceEqual([audience], StringComparer.Ordinal),
            LifetimeValidator = (notBefore, expires, token, _) =>
                TokenLifetime.Holds(notBefore, expires, ((JsonWebToken)token).IssuedAt, clock.GetUtcNow().UtcDateTime),
        };
        options.Events = new JwtBearerEvents
        {
            OnMessageReceived = PrepareAsync,
            OnTokenValidated = Identify,
            OnAuthenticationFailed = Refuse,
            OnChallenge = Challenge,
        };
    }

    /// <summary>Keys are resolved synchronously later; what that needs from the database is fetched here.</summary>
    private async Task PrepareAsync(MessageReceivedContext context)
    {
        var headers = context.Request.Headers.Authorization;
        if (headers is not [{ } header])
        {
            // Of two tokens nobody can say which was meant.
            if (headers.Count > 1)
            {
                context.Fail("More than one token.");
            }

            return;
        }

        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        var token = header[Scheme.Length..].Trim(' ');
        if (verified.Find(token) is { } known)
        {
            await clients.PrepareAsync(known.Signer.Client.Id, context.HttpContext.RequestAborted);
            if (known.Holds(clients, clock.GetUtcNow().UtcDateTime))
            {
                context.HttpContext.Features.Set(known.Caller);
                context.HttpContext.Features.Set(new Vouching(known.Signer, known.KeyId));
                context.Principal = known.Principal;
                context.Success();
                return;
            }
        }
        if (token.Length > MaxTokenBytes || !StrictToken.TryReadIssuer(token, out var issuer))
        {
            context.Fail("Not a token.");
            return;
        }
        context.Token = token;
        await clients.PrepareAsync(issuer, context.HttpContext.RequestAborted);
        if (clients.Find(issuer) is { } signer)
        {
            context.HttpContext.Features.Set(new Candidate(token, signer));
        }
    }

    /// <summary>A token before it is verified, and the client as it was then: keys that change meanwhile must not seem to have verified it.</summary>
    private sealed record Candidate(string Token, KnownClient Signer);

    private IEnumerable<SecurityKey> KeysFor(string? issuer, string? kid)
    {
        var keys = clients.Find(issuer)?.Keys ?? [];
        // A kid is a hint; a client may have names of its own for its keys.
        var named = keys.FirstOrDefault(k => k.Id == kid);
        return named is null ? keys.Select(k => k.Jwk) : [named.Jwk];
    }

    private Task Identify(TokenValidatedContext context)
    {
        var token = (JsonWebToken)context.SecurityToken;
        if (token.Subject == token.Issuer && clients.Find(token.Issuer) is { } known)
        {
            Admit(context, token, known);
        }
        else
        {
            context.Fail("iss and sub differ.");
        }

        return Task.CompletedTask;
    }

    private void Admit(TokenValidatedContext context, JsonWebToken token, KnownClient known)
    {
        var principal = CallerClaims.Of(known.Client, context.Scheme.Name);
        context.Principal = principal;
        context.HttpContext.Features.Set(new Vouching(known, token.SigningKey.KeyId));
        if (context.HttpContext.Features.Get<Candidate>() is { } candidate && ReferenceEquals(candidate.Signer, known)
            && Caller.From(principal) is { } caller)
        {
            verified.Keep(candidate.Token, VerifiedToken.Of(token, known, principal, caller));
        }
    }

    /// <summary>A token that breaks its reader is a bad token; a database that is away is not the caller's fault.</summary>
    private static Task Refuse(AuthenticationFailedContext context)
    {
        if (!context.Exception.IsDatabaseUnavailable() && context.Exception is not OperationCanceledException)
        {
            context.Fail("Not a valid token.");
        }

        return Task.CompletedTask;
    }

    private static Task Challenge(JwtBearerChallengeContext context)
    {
        if (context.Request.Headers.Authorization.Count > 0)
        {
            context.Error = "invalid_token";
        }

        return Task.CompletedTask;
    }
}
