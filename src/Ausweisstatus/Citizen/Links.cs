using Ausweisstatus.Languages;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Localization;

namespace Ausweisstatus.Citizen;

/// <summary>Links between the pages. A language chosen by hand travels in the address, so that no cookie is needed to remember it.</summary>
internal sealed class Links(IHttpContextAccessor accessor)
{
    private HttpContext Context => accessor.HttpContext!;

    private bool ChosenByHand => Context.Features.Get<IRequestCultureFeature>()?.Provider is QueryStringRequestCultureProvider;

    // An error page stands in for the page that was asked for.
    private string PathAsked =>
        Context.Features.Get<IStatusCodeReExecuteFeature>()?.OriginalPath ?? Context.Request.Path;

    /// <summary>The language that was chosen by hand, for forms that lose what stands in their address; null where none was.</summary>
    public string? Chosen => ChosenByHand ? Language.Current.Code : null;

    public string To(string path) => ChosenByHand ? In(Language.Current, path) : path;

    /// <summary>This same page in another language.</summary>
    public string Here(Language language) => In(language, Uri.EscapeDataString(PathAsked).Replace("%2F", "/", StringComparison.Ordinal));

    public static string In(Language language, string path) => $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}lang={language.Code}";
}
