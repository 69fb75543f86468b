using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Ausweisstatus.Citizen;

/// <summary><c>/</c>: the one question.</summary>
internal sealed class AskModel : PageModel
{
    public void OnGet()
    {
        // The page depends on who reads it, by language only.
        Response.Headers.CacheControl = "no-cache";
        Response.Headers.Vary = "Accept-Language, Cookie";
    }
}
