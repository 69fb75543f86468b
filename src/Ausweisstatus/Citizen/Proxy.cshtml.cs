using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Ausweisstatus.Citizen;

/// <summary><c>/proxy</c>: the form of an authorisation, to be printed and filled in by hand. Nothing is typed here, so nothing is sent.</summary>
internal sealed class ProxyModel : PageModel
{
    public void OnGet()
    {
        Response.Headers.CacheControl = "no-cache";
        Response.Headers.Vary = "Accept-Language, Cookie";
    }
}
