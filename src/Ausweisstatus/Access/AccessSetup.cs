using Marten;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Ausweisstatus.Access;

/// <summary>Who may call: clients and their tokens, audiences of endpoints.</summary>
internal static class AccessSetup
{
    public const string Alias = "client";

    public static WebApplicationBuilder AddAccess(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.ConfigureMarten(options => options.Schema.For<Client>()
            .DocumentAlias(Alias).SingleTenanted().UseOptimisticConcurrency(true));
        services.AddSingleton<ClientDirectory>();
        services.AddSingleton<ClientRegistry>();
        services.AddSingleton<VerifiedTokens>();

        services.AddOptions<TokenSettings>().BindConfiguration("Ausweisstatus").ValidateDataAnnotations().ValidateOnStart();
        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer();
        services.AddSingleton<IConfigureOptions<JwtBearerOptions>, BearerTokens>();
        // A line with a stack trace for every bad token lets anyone fill the log; outages are logged where problems are.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Authentication.JwtBearer", LogLevel.None);

        services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAssertion(_ => false).Build());
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, UnmatchedRequests>();
        return builder;
    }

    /// <summary>Everything mapped as an endpoint passes here; middleware that is for everyone stands before it.</summary>
    public static WebApplication UseAccess(this WebApplication app)
    {
        app.UseAuthentication();
        app.UseAuthorization();
        return app;
    }
}
