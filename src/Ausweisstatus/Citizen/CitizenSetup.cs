using System.Text.Encodings.Web;
using System.Text.Unicode;
using Ausweisstatus.Access;
using Ausweisstatus.Citizen.Themes;
using Ausweisstatus.Languages;
using Ausweisstatus.Notify.Mail;
using Ausweisstatus.Problems;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.WebEncoders;

namespace Ausweisstatus.Citizen;

/// <summary>The pages of citizens: the question, the answer, the slip. Plain HTML that needs neither script nor cookie; one cookie spares who was answered the pauses for strangers.</summary>
internal static class CitizenSetup
{
    private const string Folder = "/Citizen";

    public static WebApplicationBuilder AddCitizen(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<CitizenSettings>().BindConfiguration(CitizenSettings.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<CitizenSettings>, CheckCitizenSettings>();
        services.AddSingleton(provider => ThemeFile.Read(provider.GetRequiredService<IOptions<CitizenSettings>>().Value.Theme));
        // Mails come from whom people know by the pages.
        services.AddOptions<MailSettings>().PostConfigure<Theme>((mail, theme) => mail.FromName ??= theme.Name);
        services.AddSingleton<PublicAddress>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddHttpContextAccessor();
        services.AddSingleton<FindSlip>();
        services.AddSingleton<DeviceCookies>();
        services.AddScoped<Links>();
        // Asked for anew by each view: staff read what a citizen reads in another language than their own.
        services.AddTransient(_ => Language.Current);
        services.AddSecurityHeaders(builder.Configuration.GetValue<Uri>("Staff:Issuer"));

        // Umlauts as themselves and not as &#xE4;: half the bytes, and readable.
        services.Configure<WebEncoderOptions>(encoder => encoder.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));

        // A page takes its parameters from its address and reads a form itself. The framework would read forms and queries for every request,
        // in several ways, and has no answer but an exception where one of them is malformed.
        services.PostConfigure<MvcOptions>(mvc =>
        {
            mvc.ValueProviderFactories.Clear();
            mvc.ValueProviderFactories.Add(new RouteValueProviderFactory());
        });
        services.AddRazorPages(pages =>
        {
            pages.RootDirectory = "/";
            // No form of citizens changes anything for who does not know a code with its date of birth, or the sealed address of a mail. A
            // foreign page knows neither, so there is nothing to forge, and no cookie is needed to prevent it.
            pages.Conventions.AddFolderApplicationModelConvention(Folder, page => page.Filters.Add(new IgnoreAntiforgeryTokenAttribute()));
        })
        // Pages of staff show parts of those of citizens.
        .AddRazorOptions(razor => razor.PageViewLocationFormats.Add(Folder + "/{0}.cshtml"))
        .ConfigureApplicationPartManager(parts => parts.ApplicationParts.Clear())
        // Named, so that the pages are found whichever program hosts them.
        .AddApplicationPart(typeof(CitizenSetup).Assembly);
        // Nothing here protects cookies or forms with keys. The service that reads them, and writes new ones to the disk, at each start goes.
        services.Remove(services.Single(service =>
            service.ServiceType == typeof(IHostedService) && service.ImplementationType?.Assembly == typeof(KeyManagementOptions).Assembly));
        return builder;
    }

    /// <summary>Headers, error pages and assets; comes before everything else that answers.</summary>
    public static WebApplication UseCitizen(this WebApplication app)
    {
        // A wrong theme stops the start.
        _ = app.Services.GetRequiredService<Theme>();
        app.UseSecurityHeaders();
        app.UseWhen(context => context.Request.WantsPage(), people =>
        {
            people.UseStatusCodePagesWithReExecute("/error");
            // An exception becomes a bare status here, and that becomes a page above.
            people.UseExceptionHandler(_ => { });
        });
        app.UsePageAssets();
        // Said here, so that it comes after the error pages: they are found by routing a second time.
        app.UseRouting();
        return app;
    }

    public static WebApplication MapCitizen(this WebApplication app)
    {
        app.MapRazorPages().Add(NameMethods);
        app.Services.GetRequiredService<Theme>().Map(app);
        app.MapSecurityTxt(app.Services.GetRequiredService<IOptions<CitizenSettings>>().Value);
        app.Lifetime.ApplicationStarted.Register(app.Services.GetRequiredService<PublicAddress>().Check);
        return app;
    }

    // Left to itself a page answers any method, and shows itself without having been filled where it has nothing for that method.
    private static void NameMethods(EndpointBuilder endpoint)
    {
        var path = endpoint.Metadata.OfType<PageActionDescriptor>().Single().ViewEnginePath;
        if (!path.StartsWith($"{Folder}/", StringComparison.Ordinal))
        {
            // Those of staff say for whom they are themselves.
            return;
        }

        endpoint.Metadata.Add(new ForEveryoneAttribute());
        if (path == $"{Folder}/Problem")
        {
            // Stands in for any request.
            return;
        }

        endpoint.Metadata.Add(new HttpMethodMetadata(
            path[Folder.Length..] is "/Answer" or "/Travel" or "/Subscribe" or "/Subscription" or "/Looks" or "/Calendar" ? [HttpMethods.Get, HttpMethods.Head, HttpMethods.Post] : [HttpMethods.Get, HttpMethods.Head]));
    }
}
