using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Ausweisstatus.Access.Staff;

/// <summary>Who of the staff asks: sessions of browsers, tokens of programs, both vouched for by one provider.</summary>
internal static class StaffSetup
{
    public static WebApplicationBuilder AddStaff(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<StaffSettings>().BindConfiguration(StaffSettings.Section).ValidateOnStart();
        services.PostConfigure<StaffSettings>(settings => settings.PublicUrl ??= builder.Configuration.GetValue<Uri>("Citizen:PublicUrl"));
        services.AddSingleton<IValidateOptions<StaffSettings>, CheckStaffSettings>();
        services.AddSingleton<StaffSessions>();
        services.Replace(ServiceDescriptor.Singleton<IDataProtectionProvider>(provider => new KeyedDataProtection(new Lazy<Encryption>(provider.GetRequiredService<Encryption>))));
        if (builder.Configuration.GetSection(StaffSettings.Section).Get<StaffSettings>() is not { IsOffered: true })
        {
            return builder;
        }

        services.AddAuthentication()
            .AddJwtBearer(StaffSchemes.Token, _ => { })
            .AddScheme<AuthenticationSchemeOptions, StaffSessionHandler>(StaffSchemes.Session, null)
            .AddOpenIdConnect(StaffSchemes.SignIn, _ => { });
        services.AddSingleton<IConfigureOptions<JwtBearerOptions>, StaffTokens>();
        services.AddSingleton<IConfigureOptions<OpenIdConnectOptions>, StaffSignIn>();
        // It writes a stack trace for every callback that somebody made up; what an operator needs is said by us.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Authentication.OpenIdConnect", LogLevel.None);
        return builder;
    }

    /// <summary>Before anybody is authenticated: where no provider is named, there is nothing for staff.</summary>
    public static WebApplication UseStaff(this WebApplication app)
    {
        if (!app.Services.GetRequiredService<IOptions<StaffSettings>>().Value.IsOffered)
        {
            app.Use((context, next) => context.GetEndpoint()?.Metadata.GetMetadata<ForStaffAttribute>() is null ? next(context) : NothingHere(context));
        }

        return app;
    }

    private static Task NothingHere(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
