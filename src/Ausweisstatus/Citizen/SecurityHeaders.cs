using Ausweisstatus.Citizen.Themes;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Ausweisstatus.Citizen;

/// <summary>What a browser may do with our answers: as little as each path needs.</summary>
internal static class SecurityHeaders
{
    private static readonly HeaderPolicyCollection Pages = PagesWith(formsLeadTo: null);

    private static readonly HeaderPolicyCollection Data = Basis()
        .AddContentSecurityPolicy(csp =>
        {
            csp.AddDefaultSrc().None();
            csp.AddFrameAncestors().None();
        });

    // A logo in SVG could be opened by itself, and is a document then.
    private static readonly HeaderPolicyCollection ThemeParts = Basis()
        .AddContentSecurityPolicy(csp =>
        {
            csp.AddDefaultSrc().None();
            csp.AddSandbox();
            csp.AddFrameAncestors().None();
        });

    // Swagger UI brings inline styles and small pictures as data: addresses, and calls the API of this same host.
    private static readonly HeaderPolicyCollection Swagger = Basis()
        .AddContentSecurityPolicy(csp =>
        {
            csp.AddDefaultSrc().None();
            csp.AddStyleSrc().Self().UnsafeInline();
            csp.AddScriptSrc().Self();
            csp.AddImgSrc().Self().Data();
            csp.AddConnectSrc().Self();
            csp.AddFontSrc().Self();
            csp.AddFormAction().None();
            csp.AddFrameAncestors().None();
            csp.AddBaseUri().None();
        });

    // A mail brings its own styles, and loads nothing. Shown in Development only.
    private static readonly HeaderPolicyCollection Mails = Basis()
        .AddContentSecurityPolicy(csp =>
        {
            csp.AddDefaultSrc().None();
            csp.AddStyleSrc().UnsafeInline();
            csp.AddFormAction().None();
            csp.AddFrameAncestors().None();
            csp.AddBaseUri().None();
        });

    /// <param name="services">Of the host.</param>
    /// <param name="signIn">The provider of staff: signing out is a form whose answer leads there.</param>
    public static void AddSecurityHeaders(this IServiceCollection services, Uri? signIn)
    {
        var staff = PagesWith(signIn?.GetLeftPart(UriPartial.Authority));
        services.AddSecurityHeaderPolicies().SetPolicySelector(context => For(context.HttpContext.Request.Path, staff));
        // The server adds its name after every policy; only it can leave it out. Nobody needs to know by what they are served.
        services.Configure<KestrelServerOptions>(server => server.AddServerHeader = false);
    }

    private static HeaderPolicyCollection PagesWith(string? formsLeadTo) => Basis()
        .AddContentSecurityPolicy(csp =>
        {
            csp.AddDefaultSrc().None();
            csp.AddStyleSrc().Self();
            csp.AddScriptSrc().Self();
            csp.AddImgSrc().Self();
            csp.AddConnectSrc().Self();
            csp.AddWorkerSrc().Self();
            var forms = csp.AddFormAction().Self();
            if (formsLeadTo is not null)
            {
                forms.From(formsLeadTo);
            }

            csp.AddFrameAncestors().None();
            csp.AddBaseUri().None();
        });

    private static HeaderPolicyCollection For(PathString path, HeaderPolicyCollection staff) =>
        path.StartsWithSegments("/swagger") ? Swagger
        : path.StartsWithSegments("/dev/mail") ? Mails
        : path.StartsWithSegments("/staff") ? staff
        : path.StartsWithSegments(Theme.Path) ? ThemeParts
        : path.StartsWithSegments("/api") || path.StartsWithSegments("/openapi") || path.StartsWithSegments("/health") ? Data
        : Pages;

    private static HeaderPolicyCollection Basis() => new HeaderPolicyCollection()
        .AddContentTypeOptionsNoSniff()
        .AddFrameOptionsDeny()
        .AddReferrerPolicyNoReferrer()
        .AddStrictTransportSecurityMaxAge(maxAgeInSeconds: 365 * 24 * 60 * 60) // The package sends it over https only.
        .AddCrossOriginOpenerPolicy(policy => policy.SameOrigin())
        .AddCrossOriginResourcePolicy(policy => policy.SameOrigin())
        // By name, and only names every browser knows: a browser complains in its console about those it does not.
        .AddPermissionsPolicy(permissions =>
        {
            permissions.AddCamera().None();
            permissions.AddDisplayCapture().None();
            permissions.AddFullscreen().None();
            permissions.AddGeolocation().None();
            permissions.AddMicrophone().None();
            permissions.AddPayment().None();
            permissions.AddUsb().None();
        });
}
