using Microsoft.AspNetCore.Localization;

namespace Ausweisstatus.Citizen;

/// <summary>Links between the pages. A language chosen by hand travels in the address, so that no cookie is needed to remember it.</summary>
internal sealed class Links(IHttpContextAccessor accessor)
{
    private HttpContext Context => accessor.HttpContext!;

    private bool ChosenByHand => Context.Features.Get<IRequestCultureFeature>()?.Provider is QueryStringRequestCultureProvider;

    public string To(string path) => ChosenByHand ? In(Language.Current, path) : path;

    /// <summary>This same page in another language.</summary>
    public string Here(Language language) => In(language, Context.Features.Get<Microsoft.AspNetCore.Diagnostics.IStatusCodeReExecuteFeature>()?.OriginalPath ?? Context.Request.Path);

    public static string In(Language language, string path) => $"{path}?lang={language.Tag}";
}
