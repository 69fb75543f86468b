using System.Globalization;
using Ausweisstatus.Problems;
using Microsoft.AspNetCore.Localization;

namespace Ausweisstatus.Languages;

/// <summary>Which language a request is answered in: <c>?lang=</c>, then the cookie, then <c>Accept-Language</c>, then German.</summary>
internal static class LanguagesSetup
{
    /// <summary>The query parameter and the cookie.</summary>
    public const string Choice = "lang";

    private const string Staff = "/staff";

    public static IServiceCollection AddLanguages(this IServiceCollection services) =>
        services.Configure<RequestLocalizationOptions>(options => Speak(options, Language.All));

    public static WebApplication UseLanguages(this WebApplication app)
    {
        app.UseRequestLocalization();
        // The console is in fewer languages than its staff's browsers ask for.
        app.UseWhen(
            context => context.Request.Path.StartsWithSegments(Staff, StringComparison.Ordinal),
            console => console.UseRequestLocalization(options => Speak(options, Language.OfStaff)));
        // The framework would write the name of the culture: de-SIMPLE.
        app.Use((context, next) =>
        {
            context.Response.Headers.ContentLanguage = Language.Current.Code;
            return next(context);
        });
        return app;
    }

    /// <summary>The language that was negotiated for this request.</summary>
    public static Language NegotiatedLanguage(this HttpContext context) =>
        Language.Of(context.Features.Get<IRequestCultureFeature>()?.RequestCulture.UICulture.Name);

    /// <summary>The language that a request names in its member or parameter <c>language</c>; the negotiated one where it names none.</summary>
    /// <returns>Exactly one of the two.</returns>
    public static (Language? Language, Problem? Problem) NamedLanguage(this HttpContext context, string? tag) =>
        (tag is null ? context.NegotiatedLanguage() : Language.Find(tag)) is { } language
            ? (language, null)
            : (null, Problem.InvalidRequest.WithFieldError("language", "is one of " + string.Join(", ", Language.All)));

    private static void Speak(RequestLocalizationOptions options, IReadOnlyList<Language> spoken)
    {
        options.SupportedUICultures = [.. spoken.Select(language => language.Culture)];
        // Only words follow the reader: what programs read is written the same for all, whatever calendar or minus sign a language has.
        options.SupportedCultures = [];
        options.DefaultRequestCulture = new RequestCulture(CultureInfo.InvariantCulture, Language.Default.Culture);
        options.RequestCultureProviders =
        [
            new QueryStringRequestCultureProvider { QueryStringKey = Choice, UIQueryStringKey = Choice, Options = options },
            new CookieRequestCultureProvider { CookieName = Choice, Options = options },
            new AcceptLanguage(spoken) { Options = options },
        ];
    }
}
